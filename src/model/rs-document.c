/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-document.h"

G_DEFINE_BOXED_TYPE (RsDocument, rs_document, rs_document_ref, rs_document_unref)
G_DEFINE_BOXED_TYPE (RsPage, rs_page, rs_page_ref, rs_page_unref)

RsDocument *
rs_document_new (const char *key, const char *text, gpointer object, GDestroyNotify free_object,
                 GError *error)
{
  RsDocument *self = g_atomic_rc_box_new0 (RsDocument);

  g_assert ((object == NULL) != (error == NULL));

  self->key = g_strdup (key);
  self->text = g_strdup (text);
  self->object = object;
  self->free_object = free_object;
  self->error = error;
  return self;
}

RsDocument *
rs_document_ref (RsDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
document_clear (gpointer data)
{
  RsDocument *self = data;

  g_free (self->key);
  g_free (self->text);
  if (self->object != NULL && self->free_object != NULL)
    self->free_object (self->object);
  g_clear_error (&self->error);
}

void
rs_document_unref (RsDocument *self)
{
  g_atomic_rc_box_release_full (self, document_clear);
}

RsPage *
rs_page_new (void)
{
  RsPage *self = g_atomic_rc_box_new0 (RsPage);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  self->included = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  return self;
}

RsPage *
rs_page_ref (RsPage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
page_clear (gpointer data)
{
  RsPage *self = data;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->included);
}

void
rs_page_unref (RsPage *self)
{
  g_atomic_rc_box_release_full (self, page_clear);
}
