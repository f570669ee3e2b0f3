/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the window is started with. */
typedef struct
{
  char *profile; /* (owned) (nullable) */
  gboolean practice;
  char *
    screenshot; /* (owned) (nullable) a PNG to write once the practice orders are in, then the program ends */
  char *page;   /* (owned) (nullable) "orders", "problems", "activity", "order", "ship" */
  gboolean dark;
  int width; /* 0 for the usual */
  int height;
} RsLaunch;

/* Opens the window and runs until it is closed; the exit status. */
int rs_application_run (const RsLaunch *launch);

G_END_DECLS
