/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-customer.h"

#include "rs-fold.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RsRbCustomer, rs_rb_customer, rs_rb_customer_ref, rs_rb_customer_unref)

RsRbCustomer *
rs_rb_customer_new (void)
{
  RsRbCustomer *self = g_atomic_rc_box_new0 (RsRbCustomer);

  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsRbCustomer *
rs_rb_customer_ref (RsRbCustomer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
customer_clear (gpointer data)
{
  RsRbCustomer *self = data;

  g_free (self->name);
  g_free (self->vat_number);
  g_free (self->email);
  g_free (self->phone);
  g_clear_pointer (&self->address, rs_address_unref);
}

void
rs_rb_customer_unref (RsRbCustomer *self)
{
  g_atomic_rc_box_release_full (self, customer_clear);
}

/* Letters and digits only, in upper case. (transfer full) */
static char *
squeeze (const char *text)
{
  g_autoptr (GString) squeezed = g_string_new (NULL);

  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (squeezed, g_ascii_toupper (*c));
  return g_string_free (g_steal_pointer (&squeezed), FALSE);
}

/* How many letters stand before the number: a country's two, or none. */
static gsize
country_length (const char *squeezed)
{
  return g_ascii_isalpha (squeezed[0]) && g_ascii_isalpha (squeezed[1]) ? 2 : 0;
}

/* Fewer digits than this tell no company from another: "0", "1234". */
#define MIN_VAT_DIGITS 6

char *
rs_customer_vat_word (const char *vat_number)
{
  g_autofree char *squeezed = squeeze (vat_number);
  const char *number = squeezed + country_length (squeezed);
  gsize length = strlen (number);
  guint digits = 0;

  /* Norwegian numbers end in "MVA" on invoices and not in registers. */
  if (g_str_has_suffix (number, "MVA"))
    length -= strlen ("MVA");
  for (gsize i = 0; i < length; i++)
    digits += g_ascii_isdigit (number[i]) != 0;
  if (digits < MIN_VAT_DIGITS || strspn (number, "0") >= length)
    return NULL;
  return g_strdup_printf ("vat/%.*s", (int) length, number);
}

gboolean
rs_customer_vat_differs (const char *a, const char *b)
{
  g_autofree char *left = squeeze (a);
  g_autofree char *right = squeeze (b);

  return country_length (left) == 2 && country_length (right) == 2 && strncmp (left, right, 2) != 0;
}

char *
rs_customer_mail_word (const char *email, const char *name)
{
  g_autofree char *folded_name = rs_fold (name);
  g_autofree char *trimmed = g_strstrip (g_strdup (email != NULL ? email : ""));
  g_autofree char *lower = g_utf8_validate (trimmed, -1, NULL) ? g_utf8_casefold (trimmed, -1) : NULL;

  if (lower == NULL || strchr (lower, '@') == NULL || *folded_name == '\0')
    return NULL;
  return g_strdup_printf ("mail/%s/%s", lower, folded_name);
}

char *
rs_customer_name_word (const char *name, const char *zip)
{
  g_autofree char *folded_name = rs_fold (name);
  g_autofree char *squeezed_zip = squeeze (zip);

  if (*folded_name == '\0' || *squeezed_zip == '\0')
    return NULL;
  return g_strdup_printf ("name/%s/%s", folded_name, squeezed_zip);
}
