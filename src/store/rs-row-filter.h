/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"
#include "rs-instant.h"

G_BEGIN_DECLS

/* What of the orders is listed, beside the words that are searched for. Plain value; all unset lists all. */
typedef struct
{
  char *state;     /* (owned) (nullable) RS_CASE_STATE_* */
  RsInstant since; /* made then or later; RS_INSTANT_NONE for whenever */
  char *term;      /* (owned) (nullable) the delivery term's name, as it is shown */
  char *rate;      /* (owned) (nullable) the shipping rate's name, as it is shown */
  char *country;   /* (owned) (nullable) as it is shown: an ISO code, or the source's text */
} RsRowFilter;

#define RS_ROW_FILTER_ALL { NULL, RS_INSTANT_NONE, NULL, NULL, NULL }

void rs_row_filter_clear (RsRowFilter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsRowFilter, rs_row_filter_clear)
/* Replaces what @self holds. FALSE when it was the same. */
gboolean rs_row_filter_set (RsRowFilter *self, const RsRowFilter *other);

#define RS_ROW_FILTER_N_PARTS 5

/* Which rows one part of it lets through, as a statement ready to be stepped: their ids in no order, from an
 * index alone. NULL without @error when that part lets all through. (transfer full) (nullable) */
RsStatement *rs_row_filter_prepare_part (const RsRowFilter *self, guint part, RsDb *db, GError **error);

typedef enum
{
  RS_ROW_VALUE_TERM,
  RS_ROW_VALUE_RATE,
  RS_ROW_VALUE_COUNTRY,
} RsRowValue;

/* The values that orders have, in no particular order. Costs as much as there are values, however many orders
 * there are. (element-type utf8) (transfer full) (nullable) */
GPtrArray *rs_row_values (RsDb *db, RsRowValue value, GError **error);

G_END_DECLS
