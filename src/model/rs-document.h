/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One object as a service gave it: its own text, which is what the store keeps, beside what we could read of
 * it. A document that does not decode does not spoil its page: it is there with its error, and becomes a
 * problem of its own. */
typedef struct
{
  char *key;       /* (owned) (nullable) number or id as text; NULL when not even that could be read */
  char *text;      /* (owned) the object's JSON text */
  gpointer object; /* (owned) (nullable) RsRbOrder, RsWsOrder, …; NULL when error is set */
  GDestroyNotify free_object;
  GError *error; /* (owned) (nullable) */
} RsDocument;

#define RS_TYPE_DOCUMENT (rs_document_get_type ())
GType rs_document_get_type (void) G_GNUC_CONST;
/* Takes all of its arguments but @text and @key, which are copied. (transfer full) */
RsDocument *rs_document_new (const char *key, const char *text, gpointer object, GDestroyNotify free_object,
                             GError *error);
RsDocument *rs_document_ref (RsDocument *self);
void rs_document_unref (RsDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsDocument, rs_document_unref)

/* A page of a list. */
typedef struct
{
  GPtrArray *rows;     /* (owned) (element-type RsDocument) */
  GPtrArray *included; /* (owned) (element-type RsDocument) shipments included with Webshipper orders, when
                          asked for and given */
  guint page;          /* as the service says, else as asked; from 1 */
  guint limit; /* as the service says, else 0: trust this, not what was asked (Rackbeat reference §1.4) */
  guint total; /* 0 when not said */
  gboolean is_last; /* certainly nothing after it: empty, or the service says so */
} RsPage;

#define RS_TYPE_PAGE (rs_page_get_type ())
GType rs_page_get_type (void) G_GNUC_CONST;
RsPage *rs_page_new (void);
RsPage *rs_page_ref (RsPage *self);
void rs_page_unref (RsPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPage, rs_page_unref)

G_END_DECLS
