/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-problem.h"
#include "rs-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a remedy has to be told by a person first: asked above @widget. Each is called on a fiber, resolves to
 * the answer, a string as rs_engine_settle() takes it, and rejects with RS_ERROR_CANCELLED when nobody
 * answered. (transfer full) */

/* Which shipping rate orders of the problem's delivery term go by, or (@is_default) those of any. */
DexFuture *rs_remedy_ask_rate (GtkWidget *widget, RsSession *session, RsProblem *problem,
                               gboolean is_default);
/* Which delivery term the problem's shipping rate is read back as, or (@is_default) an order without rate. */
DexFuture *rs_remedy_ask_term (GtkWidget *widget, RsSession *session, RsProblem *problem,
                               gboolean is_default);
DexFuture *rs_remedy_ask_country (GtkWidget *widget, RsProblem *problem);
/* Which customer the buyer is: one that may be, another's number, or "new". */
DexFuture *rs_remedy_ask_customer (GtkWidget *widget, RsSession *session, RsProblem *problem);
/* Which item a line is: those like it first, another's number, or "leave-out". */
DexFuture *rs_remedy_ask_item (GtkWidget *widget, RsSession *session, RsProblem *problem);

/* Where the order's parcels are to be collected: the id of one near its address. */
DexFuture *rs_remedy_ask_drop_point (GtkWidget *widget, RsSession *session, RsProblem *problem);

G_END_DECLS
