/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-reader.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: the kinds of documents Rackbeat gives, and the readers of what several
 * of them hold. */

typedef struct
{
  RsDocumentKind document;
  const char *singular; /* the wrapper of one (§1.4) */
  const char *plural;   /* the data key of a list */
} RsRbKind;

extern const RsRbKind rs_rb_kind_order;
extern const RsRbKind rs_rb_kind_shipment;
extern const RsRbKind rs_rb_kind_product;
extern const RsRbKind rs_rb_kind_lot;
extern const RsRbKind rs_rb_kind_customer;
extern const RsRbKind rs_rb_kind_delivery_term;
extern const RsRbKind rs_rb_kind_field;
extern const RsRbKind rs_rb_kind_note;

/* The keys of an address object (§3.1). (transfer full) */
RsAddress *rs_rackbeat_read_address (const RsJson *json);
/* A line's variations as one text that does not depend on their order: "Farve: Rød / Størrelse: L". NULL for
 * none. (transfer full) (nullable) */
char *rs_rackbeat_read_variation (const RsJson *line);

G_END_DECLS
