/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-engine.h"

G_DEFINE_BOXED_TYPE (RsSyncReport, rs_sync_report, rs_sync_report_ref, rs_sync_report_unref)

RsSyncReport *
rs_sync_report_new (void)
{
  return g_atomic_rc_box_new0 (RsSyncReport);
}

RsSyncReport *
rs_sync_report_ref (RsSyncReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rs_sync_report_unref (RsSyncReport *self)
{
  g_atomic_rc_box_release (self);
}
