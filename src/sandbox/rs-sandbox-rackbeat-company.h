/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox-rackbeat.h"

G_BEGIN_DECLS

/* The invented company's people and goods, as tables. Inside the sandbox folder only. */
typedef struct
{
  const char *name, *street, *street2, *zip, *city, *country, *email, *phone, *currency;
} RsRbPerson;

typedef struct
{
  const char *number, *name, *type;
  double price, weight;
  const char *unit, *tariff, *origin;
  gboolean stock; /* those that keep none come last */
} RsRbGoods;

/* Their customer numbers begin with 10001, in this order. (transfer none) */
const RsRbPerson *rs_sbr_get_people (guint *count);
const RsRbGoods *rs_sbr_get_goods (guint *count);

G_END_DECLS
