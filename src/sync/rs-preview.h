/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a cycle would do, counted for a person: so many orders would go to Webshipper, so many are held for
 * that reason, so many stay where they are. */

typedef enum
{
  RS_PREVIEW_DONE,  /* word is the kind of the step that would be done first */
  RS_PREVIEW_HELD,  /* word is the code of the problem that stops them */
  RS_PREVIEW_STAYS, /* word says in English why they do not cross */
} RsPreviewWhat;

typedef struct
{
  RsPreviewWhat what;
  char *word;         /* (owned) */
  guint n_orders;     /* how many */
  GPtrArray *numbers; /* (owned) (element-type utf8) the first of them, as lists show them */
} RsPreviewPart;

typedef struct
{
  guint n_looked;      /* how many orders were looked at */
  guint n_crossed;     /* how many documents have crossed already: they are never made again */
  gboolean is_partial; /* there are more than could be looked at */
  GPtrArray *parts;    /* (owned) (element-type RsPreviewPart) by what, most orders first */
} RsPreview;

#define RS_TYPE_PREVIEW (rs_preview_get_type ())
GType rs_preview_get_type (void) G_GNUC_CONST;
RsPreview *rs_preview_ref (RsPreview *self);
void rs_preview_unref (RsPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPreview, rs_preview_unref)

/* How many orders something would be done for, or are held, or stay. */
guint rs_preview_count (const RsPreview *self, RsPreviewWhat what);

G_END_DECLS
