/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-instant.h"

G_BEGIN_DECLS

/* A customer in Rackbeat (Rackbeat reference §3.4). Filled by the codec or a test, then read only. */
typedef struct
{
  gint64 number;
  char *name;         /* (owned) (nullable) */
  char *vat_number;   /* (owned) (nullable) company_vat */
  char *email;        /* (owned) (nullable) */
  char *phone;        /* (owned) (nullable) */
  gint64 group;       /* 0 when absent */
  RsAddress *address; /* (owned) (nullable) the billing address */
  gboolean is_barred; /* no order may be made for it */
  RsInstant updated_at;
} RsRbCustomer;

#define RS_TYPE_RB_CUSTOMER (rs_rb_customer_get_type ())
GType rs_rb_customer_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbCustomer *rs_rb_customer_new (void);
RsRbCustomer *rs_rb_customer_ref (RsRbCustomer *self);
void rs_rb_customer_unref (RsRbCustomer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbCustomer, rs_rb_customer_unref)

/* What two records of one customer have in common, one each; NULL when the record does not say enough. Two
 * records are the same customer by one of them only when these are equal texts (PRODUCT F5.2). @name is that
 * of the company, or of the person. (transfer full) (nullable) */

/* "vat/12345678": without the country's letters, which some leave out. */
char *rs_customer_vat_word (const char *vat_number);
/* "mail/ida@krogh.example/ida krogh" */
char *rs_customer_mail_word (const char *email, const char *name);
/* "name/fjord sport as/0155" */
char *rs_customer_name_word (const char *name, const char *zip);
/* Both say their country, and not the same: they are two companies. */
gboolean rs_customer_vat_differs (const char *a, const char *b);

G_END_DECLS
