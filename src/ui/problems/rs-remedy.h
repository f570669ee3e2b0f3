/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-problem.h"
#include "rs-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button that does something about a problem. */
typedef struct
{
  const char *remedy; /* as problems name it */
  const char *value;  /* (nullable) what it answers without asking further */
  const char *label;  /* English */
} RsRemedy;

/* All that the window can do, in the order to show them; ends with remedy NULL. A remedy may have several
 * buttons. */
const RsRemedy *rs_remedies (void);
gboolean rs_remedy_fits (const RsRemedy *self, const RsProblem *problem);
/* Does it about @problems (element-type RsProblem), which are several only where it is "retry", asking above
 * @widget what it has to know; tells there when it went wrong. Resolves when all is done. (transfer full) */
DexFuture *rs_remedy_run (const RsRemedy *self, GtkWidget *widget, RsSession *session, GPtrArray *problems);

G_END_DECLS
