/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-window.h"

G_BEGIN_DECLS

/* A picture of the window with real content, for ./dev demo and the documentation. */
typedef struct
{
  char *file;   /* (owned) where the PNG goes */
  char *page;   /* (owned) (nullable) "orders", "problems", "activity", "order", "ship" */
  char *search; /* (owned) (nullable) for "orders"; a number for "order" */
} RsScreenshot;

/* Syncs once, shows what is asked for, waits until it stands still and saves it. Resolves to TRUE. @self must
 * outlive it. (transfer full) */
DexFuture *rs_screenshot_take (RsWindow *window, const RsScreenshot *self);

G_END_DECLS
