/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-register.h"

G_DEFINE_BOXED_TYPE (RsItem, rs_item, rs_item_ref, rs_item_unref)

RsItem *
rs_item_new (void)
{
  RsItem *self = g_atomic_rc_box_new0 (RsItem);

  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsItem *
rs_item_ref (RsItem *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
item_clear (gpointer data)
{
  RsItem *self = data;

  g_free (self->number);
  g_free (self->name);
  g_free (self->barcode);
  g_free (self->tariff_number);
  g_free (self->origin_country);
}

void
rs_item_unref (RsItem *self)
{
  g_atomic_rc_box_release_full (self, item_clear);
}

G_DEFINE_BOXED_TYPE (RsDeliveryTerm, rs_delivery_term, rs_delivery_term_ref, rs_delivery_term_unref)

RsDeliveryTerm *
rs_delivery_term_new (void)
{
  return g_atomic_rc_box_new0 (RsDeliveryTerm);
}

RsDeliveryTerm *
rs_delivery_term_ref (RsDeliveryTerm *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
delivery_term_clear (gpointer data)
{
  RsDeliveryTerm *self = data;

  g_free (self->name);
}

void
rs_delivery_term_unref (RsDeliveryTerm *self)
{
  g_atomic_rc_box_release_full (self, delivery_term_clear);
}

G_DEFINE_BOXED_TYPE (RsRbAccount, rs_rb_account, rs_rb_account_ref, rs_rb_account_unref)

RsRbAccount *
rs_rb_account_new (void)
{
  return g_atomic_rc_box_new0 (RsRbAccount);
}

RsRbAccount *
rs_rb_account_ref (RsRbAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rb_account_clear (gpointer data)
{
  RsRbAccount *self = data;

  g_free (self->company);
  g_free (self->user);
  g_clear_pointer (&self->address, rs_address_unref);
}

void
rs_rb_account_unref (RsRbAccount *self)
{
  g_atomic_rc_box_release_full (self, rb_account_clear);
}

G_DEFINE_BOXED_TYPE (RsCustomField, rs_custom_field, rs_custom_field_ref, rs_custom_field_unref)

RsCustomField *
rs_custom_field_new (void)
{
  return g_atomic_rc_box_new0 (RsCustomField);
}

RsCustomField *
rs_custom_field_ref (RsCustomField *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
custom_field_clear (gpointer data)
{
  RsCustomField *self = data;

  g_free (self->name);
  g_free (self->slug);
  g_free (self->available_for);
}

void
rs_custom_field_unref (RsCustomField *self)
{
  g_atomic_rc_box_release_full (self, custom_field_clear);
}

G_DEFINE_BOXED_TYPE (RsNote, rs_note, rs_note_ref, rs_note_unref)

RsNote *
rs_note_new (void)
{
  RsNote *self = g_atomic_rc_box_new0 (RsNote);

  self->created_at = RS_INSTANT_NONE;
  return self;
}

RsNote *
rs_note_ref (RsNote *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
note_clear (gpointer data)
{
  RsNote *self = data;

  g_free (self->text);
}

void
rs_note_unref (RsNote *self)
{
  g_atomic_rc_box_release_full (self, note_clear);
}
