/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-decimal.h"
#include "rs-instant.h"
#include "rs-weight.h"
#include <glib-object.h>

G_BEGIN_DECLS

/* A Rackbeat item: product or lot (bill of materials) (Rackbeat reference §3.6). */
typedef struct
{
  char *number;  /* (owned) (nullable) */
  char *name;    /* (owned) (nullable) */
  char *barcode; /* (owned) (nullable) */
  gboolean is_lot;
  gboolean has_inventory;   /* inventory_enabled; without it the item cannot be on a shipment */
  gboolean knows_inventory; /* inventory_enabled was said */
  RsWeight weight;          /* of one; meaningful when has_weight */
  gboolean has_weight;
  RsDecimal available; /* available_quantity; meaningful when knows_available */
  gboolean knows_available;
  char *tariff_number;  /* (owned) (nullable) goods_code */
  char *origin_country; /* (owned) (nullable) country_code */
  RsInstant updated_at;
} RsItem;

#define RS_TYPE_ITEM (rs_item_get_type ())
GType rs_item_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsItem *rs_item_new (void);
RsItem *rs_item_ref (RsItem *self);
void rs_item_unref (RsItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsItem, rs_item_unref)

/* A Rackbeat delivery term (leveringsbetingelse). */
typedef struct
{
  gint64 number;
  char *name; /* (owned) (nullable) */
} RsDeliveryTerm;

#define RS_TYPE_DELIVERY_TERM (rs_delivery_term_get_type ())
GType rs_delivery_term_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsDeliveryTerm *rs_delivery_term_new (void);
RsDeliveryTerm *rs_delivery_term_ref (RsDeliveryTerm *self);
void rs_delivery_term_unref (RsDeliveryTerm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsDeliveryTerm, rs_delivery_term_unref)

/* Whose key this is (Rackbeat: GET /self). */
typedef struct
{
  gint64 agreement_number;
  char *company;      /* (owned) (nullable) */
  char *user;         /* (owned) (nullable) */
  RsAddress *address; /* (owned) (nullable) the company's own: where goods are sent from */
} RsRbAccount;

#define RS_TYPE_RB_ACCOUNT (rs_rb_account_get_type ())
GType rs_rb_account_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbAccount *rs_rb_account_new (void);
RsRbAccount *rs_rb_account_ref (RsRbAccount *self);
void rs_rb_account_unref (RsRbAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbAccount, rs_rb_account_unref)

/* A custom field that orders can carry (Rackbeat: /fields, Premium only). */
typedef struct
{
  gint64 id;
  char *name;          /* (owned) (nullable) */
  char *slug;          /* (owned) (nullable) */
  char *available_for; /* (owned) (nullable) "sales" is what orders use */
} RsCustomField;

#define RS_TYPE_CUSTOM_FIELD (rs_custom_field_get_type ())
GType rs_custom_field_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsCustomField *rs_custom_field_new (void);
RsCustomField *rs_custom_field_ref (RsCustomField *self);
void rs_custom_field_unref (RsCustomField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsCustomField, rs_custom_field_unref)

/* A note on a Rackbeat order. */
typedef struct
{
  gint64 id;
  char *text; /* (owned) (nullable) */
  RsInstant created_at;
} RsNote;

#define RS_TYPE_NOTE (rs_note_get_type ())
GType rs_note_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsNote *rs_note_new (void);
RsNote *rs_note_ref (RsNote *self);
void rs_note_unref (RsNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsNote, rs_note_unref)

G_END_DECLS
