/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step.h"

G_DEFINE_BOXED_TYPE (RsStep, rs_step, rs_step_ref, rs_step_unref)

RsStep *
rs_step_new (void)
{
  RsStep *self = g_atomic_rc_box_new0 (RsStep);

  self->due_at = RS_INSTANT_NONE;
  self->created_at = RS_INSTANT_NONE;
  self->changed_at = RS_INSTANT_NONE;
  self->error_code = -1;
  return self;
}

RsStep *
rs_step_ref (RsStep *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
step_clear (gpointer data)
{
  RsStep *self = data;

  g_free (self->key);
  g_free (self->kind);
  g_free (self->case_key);
  g_free (self->payload);
  g_free (self->result);
  g_free (self->error);
  g_free (self->who);
}

void
rs_step_unref (RsStep *self)
{
  g_atomic_rc_box_release_full (self, step_clear);
}

static const char *const state_names[] = {
  [RS_STEP_PLANNED] = "planned", [RS_STEP_SENT] = "sent",     [RS_STEP_DOUBTFUL] = "doubtful",
  [RS_STEP_WAITING] = "waiting", [RS_STEP_FAILED] = "failed", [RS_STEP_DONE] = "done",
  [RS_STEP_DROPPED] = "dropped",
};

const char *
rs_step_state_name (RsStepState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), NULL);
  return state_names[state];
}

gboolean
rs_step_state_parse (const char *name, RsStepState *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (state_names[i], name) == 0)
      {
        *out = (RsStepState) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
rs_step_is_open (const RsStep *self)
{
  return self->state == RS_STEP_PLANNED || self->state == RS_STEP_SENT || self->state == RS_STEP_DOUBTFUL
         || self->state == RS_STEP_WAITING;
}

gboolean
rs_step_waits_for_hands (const RsStep *self)
{
  return self->state == RS_STEP_WAITING && self->due_at == RS_INSTANT_NONE;
}

gboolean
rs_step_is_due (const RsStep *self, RsInstant now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->due_at == RS_INSTANT_NONE || self->due_at <= now || self->due_at - now > RS_STEP_LONGEST_WAIT;
}
