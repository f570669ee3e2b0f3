/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-rb-customer.h"
#include "rs-rb-order.h"
#include "rs-register.h"

G_BEGIN_DECLS

/* Our model to Rackbeat's JSON: the bodies of what RackShip makes there. What is absent is left out, so that
 * Rackbeat or the customer supplies it. */

/* POST /orders/drafts (§3.1 "Create"). Addresses go flat and nested, because both forms were seen and e-mail
 * and phone have only the nested one; the delivery term by both names that are LIKELY. (transfer full) */
GBytes *rs_rackbeat_encode_order (const RsRbOrder *order);

/* What a new customer needs beside itself (§3.4); 0 and NULL for the account's own defaults. */
typedef struct
{
  gint64 payment_term;
  gint64 layout;
  const char *vat_zone; /* (nullable) */
  const char *currency; /* (nullable) */
} RsRbCustomerDefaults;

/* POST /customers. (transfer full) */
GBytes *rs_rackbeat_encode_customer (const RsRbCustomer *customer, const RsRbCustomerDefaults *defaults);
/* POST /delivery-terms (§3.5). (transfer full) */
GBytes *rs_rackbeat_encode_delivery_term (const char *name);
/* POST /products (§3.6): with the item's group and, unless 0, unit, its price ex VAT. (transfer full) */
GBytes *rs_rackbeat_encode_item (const RsItem *item, RsDecimal price, gint64 group, gint64 unit);

G_END_DECLS
