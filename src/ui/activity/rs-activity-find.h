/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-records.h"
#include "rs-session.h"

G_BEGIN_DECLS

/* What happened, of @kind, in whose words as the user reads them every word of @search is found; newest
 * first, at most @most (0: all). Looks at it in short pieces. Resolves to a GPtrArray (G_TYPE_PTR_ARRAY) of
 * RsActivity; rejects with CANCELLED. */
DexFuture *rs_activity_find (RsSession *session, RsActivityKind kind, const char *search, guint most,
                             GCancellable *cancellable);
/* As a table for a spreadsheet. (transfer full) */
char *rs_activity_to_csv (GPtrArray *happened);

/* "by hand", "by the sync" */
const char *rs_activity_who (const RsActivity *activity);

G_END_DECLS
