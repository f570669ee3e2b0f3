/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-decimal.h"
#include "rs-instant.h"
#include "rs-weight.h"

G_BEGIN_DECLS

/* A line of a Rackbeat order (Rackbeat reference §3.1). */
typedef struct
{
  gint64 id;
  char *item_number; /* (owned) (nullable) child_id; NULL on text lines */
  char *item_type;   /* (owned) (nullable) child_type: "product", "lot", or a word not yet known */
  char *name;        /* (owned) (nullable) */
  char *variation;   /* (owned) (nullable) variations as one text, part of what identifies a line */
  RsDecimal quantity;
  RsDecimal shipped;    /* quantity_shipped; meaningful when has_shipped */
  gboolean has_shipped; /* the service said so; else derive it from the shipments */
  RsDecimal unit_price; /* line_price, ex VAT, before discount */
  RsDecimal discount_percent;
  RsDecimal vat_percent;
} RsRbLine;

#define RS_TYPE_RB_LINE (rs_rb_line_get_type ())
GType rs_rb_line_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbLine *rs_rb_line_new (void);
RsRbLine *rs_rb_line_ref (RsRbLine *self);
void rs_rb_line_unref (RsRbLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbLine, rs_rb_line_unref)

/* An order in Rackbeat. Filled by the codec or a test, then read only. */
typedef struct
{
  gint64 number;
  char *heading;                /* (owned) (nullable) */
  char *note;                   /* (owned) (nullable) the comment that crosses */
  char *other_reference;        /* (owned) (nullable) */
  char *their_reference;        /* (owned) (nullable) */
  gint64 customer_number;       /* 0 when absent */
  char *customer_name;          /* (owned) (nullable) */
  char *customer_email;         /* (owned) (nullable) customer.contact_email */
  char *customer_phone;         /* (owned) (nullable) customer.contact_phone */
  char *customer_vat_number;    /* (owned) (nullable) customer.company_vat */
  gint64 customer_group;        /* 0 when absent */
  RsAddress *billing_address;   /* (owned) (nullable) */
  RsAddress *delivery_address;  /* (owned) (nullable) */
  gint64 delivery_term;         /* number; 0 when the order has none or the service does not say */
  char *delivery_term_name;     /* (owned) (nullable) */
  gboolean knows_delivery_term; /* any spelling of the key was there, even as null; else read the order alone
                                   (§3.1) */
  char *currency;               /* (owned) (nullable) ISO 4217 */
  RsDecimal subtotal;           /* ex VAT */
  RsDecimal total;
  char *order_date;     /* (owned) (nullable) as given, YYYY-MM-DD */
  RsInstant deliver_at; /* or RS_INSTANT_NONE, as all below */
  gboolean is_booked;
  gboolean is_archived;
  gboolean is_cancelled;
  gboolean is_ready_for_shipping;
  gboolean is_partly_shipped;
  gboolean is_shipped;
  gboolean is_invoiced;
  GPtrArray *lines; /* (owned) (element-type RsRbLine) never NULL */
  GPtrArray *tags;  /* (owned) (element-type utf8) never NULL */
  RsInstant booked_at;
  RsInstant created_at;
  RsInstant updated_at;
} RsRbOrder;

#define RS_TYPE_RB_ORDER (rs_rb_order_get_type ())
GType rs_rb_order_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbOrder *rs_rb_order_new (void);
RsRbOrder *rs_rb_order_ref (RsRbOrder *self);
void rs_rb_order_unref (RsRbOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbOrder, rs_rb_order_unref)

/* The line with @id, or NULL. (transfer none) (nullable) */
const RsRbLine *rs_rb_order_find_line (const RsRbOrder *self, gint64 id);

G_END_DECLS
