/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-findings.h"

void
rs_findings_init (RsFindings *self)
{
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
}

void
rs_findings_clear (RsFindings *self)
{
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->reasons);
}

void
rs_findings_because (RsFindings *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->reasons, g_strdup_vprintf (format, args));
  va_end (args);
}

void
rs_findings_report (RsFindings *self, RsPlanning *planning)
{
  for (guint i = 0; i < self->reasons->len; i++)
    rs_planning_because (planning, "%s", (const char *) g_ptr_array_index (self->reasons, i));
  g_ptr_array_set_size (self->reasons, 0);
  for (guint i = 0; i < self->problems->len; i++)
    rs_planning_hold (planning, rs_problem_ref (g_ptr_array_index (self->problems, i)));
  g_ptr_array_set_size (self->problems, 0);
}
