/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* An address as one of the services gave it. Strings are passed whole: never split, never cut (PRODUCT F4.5).
 * Filled by a codec or a test, then read only. */
typedef struct
{
  char *company;    /* (owned) (nullable) Rackbeat: name; Webshipper: company_name */
  char *contact;    /* (owned) (nullable) Rackbeat: attention; Webshipper: att_contact */
  char *street;     /* (owned) (nullable) Rackbeat: street; Webshipper: address_1 */
  char *street2;    /* (owned) (nullable) Rackbeat: street2; Webshipper: address_2 */
  char *zip;        /* (owned) (nullable) */
  char *city;       /* (owned) (nullable) */
  char *state;      /* (owned) (nullable) */
  char *country;    /* (owned) (nullable) Rackbeat: free text; Webshipper: ISO 3166-1 alpha-2 */
  char *phone;      /* (owned) (nullable) */
  char *email;      /* (owned) (nullable) */
  char *vat_number; /* (owned) (nullable) Webshipper: vat_no; Rackbeat: the customer's company_vat */
} RsAddress;

#define RS_TYPE_ADDRESS (rs_address_get_type ())
GType rs_address_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsAddress *rs_address_new (void);
RsAddress *rs_address_ref (RsAddress *self);
void rs_address_unref (RsAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsAddress, rs_address_unref)

RsAddress *rs_address_copy (const RsAddress *self);
/* Field by field; NULL and "" are the same. Both may be NULL. */
gboolean rs_address_equal (const RsAddress *a, const RsAddress *b);
/* Nothing in it that a parcel could be sent to: at most a country, phone, e-mail or VAT number. */
gboolean rs_address_is_empty (const RsAddress *self);
/* The lines of an envelope, joined by newlines, for people. (transfer full) */
char *rs_address_to_text (const RsAddress *self);

G_END_DECLS
