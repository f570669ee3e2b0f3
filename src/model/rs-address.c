/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-address.h"

#include "rs-fold.h"

G_DEFINE_BOXED_TYPE (RsAddress, rs_address, rs_address_ref, rs_address_unref)

RsAddress *
rs_address_new (void)
{
  return g_atomic_rc_box_new0 (RsAddress);
}

RsAddress *
rs_address_ref (RsAddress *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
address_clear (gpointer data)
{
  RsAddress *self = data;

  g_free (self->company);
  g_free (self->contact);
  g_free (self->street);
  g_free (self->street2);
  g_free (self->zip);
  g_free (self->city);
  g_free (self->state);
  g_free (self->country);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->vat_number);
}

void
rs_address_unref (RsAddress *self)
{
  g_atomic_rc_box_release_full (self, address_clear);
}

RsAddress *
rs_address_copy (const RsAddress *self)
{
  RsAddress *copy = rs_address_new ();

  copy->company = g_strdup (self->company);
  copy->contact = g_strdup (self->contact);
  copy->street = g_strdup (self->street);
  copy->street2 = g_strdup (self->street2);
  copy->zip = g_strdup (self->zip);
  copy->city = g_strdup (self->city);
  copy->state = g_strdup (self->state);
  copy->country = g_strdup (self->country);
  copy->phone = g_strdup (self->phone);
  copy->email = g_strdup (self->email);
  copy->vat_number = g_strdup (self->vat_number);
  return copy;
}

static gboolean
same_text (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

gboolean
rs_address_equal (const RsAddress *a, const RsAddress *b)
{
  g_autoptr (RsAddress) empty = rs_address_new ();

  if (a == NULL)
    a = empty;
  if (b == NULL)
    b = empty;
  return same_text (a->company, b->company) && same_text (a->contact, b->contact)
         && same_text (a->street, b->street) && same_text (a->street2, b->street2)
         && same_text (a->zip, b->zip) && same_text (a->city, b->city) && same_text (a->state, b->state)
         && same_text (a->country, b->country) && same_text (a->phone, b->phone)
         && same_text (a->email, b->email) && same_text (a->vat_number, b->vat_number);
}

gboolean
rs_address_is_empty (const RsAddress *self)
{
  return rs_text_is_blank (self->company) && rs_text_is_blank (self->contact)
         && rs_text_is_blank (self->street) && rs_text_is_blank (self->street2)
         && rs_text_is_blank (self->zip) && rs_text_is_blank (self->city) && rs_text_is_blank (self->state);
}

static void
append_line (GString *text, const char *first, const char *second)
{
  if (rs_text_is_blank (first) && rs_text_is_blank (second))
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (!rs_text_is_blank (first))
    g_string_append (text, first);
  if (!rs_text_is_blank (first) && !rs_text_is_blank (second))
    g_string_append_c (text, ' ');
  if (!rs_text_is_blank (second))
    g_string_append (text, second);
}

char *
rs_address_to_text (const RsAddress *self)
{
  GString *text = g_string_new (NULL);

  append_line (text, self->company, NULL);
  append_line (text, self->contact, NULL);
  append_line (text, self->street, NULL);
  append_line (text, self->street2, NULL);
  append_line (text, self->zip, self->city);
  append_line (text, self->state, NULL);
  append_line (text, self->country, NULL);
  return g_string_free (text, FALSE);
}
