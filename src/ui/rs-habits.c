/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-habits.h"

#include "rs-records.h"

static const struct
{
  const char *name; /* of the setting */
  gboolean at_first;
} habit_table[] = {
  [RS_HABIT_NOTIFY] = { "notify", TRUE },
  [RS_HABIT_RUN_ON] = { "run-on", FALSE },
  [RS_HABIT_START_AT_LOGIN] = { "start-at-login", FALSE },
};

typedef struct
{
  RsHabit habit;
  gboolean on;
} Keeping;

static gboolean
read_habit (RsDb *db, gpointer data, GError **error)
{
  Keeping *self = data;
  g_autofree char *value = rs_settings_get (db, habit_table[self->habit].name, error);

  if (value != NULL)
    self->on = g_str_equal (value, "yes");
  return TRUE;
}

gboolean
rs_habit_get (RsStore *store, RsHabit habit)
{
  Keeping keeping = { habit, FALSE };

  g_return_val_if_fail (habit < G_N_ELEMENTS (habit_table), FALSE);
  keeping.on = habit_table[habit].at_first;
  rs_store_read (store, read_habit, &keeping, NULL);
  return keeping.on;
}

static gboolean
write_habit (RsDb *db, gpointer data, GError **error)
{
  const Keeping *self = data;

  return rs_settings_set (db, habit_table[self->habit].name, self->on ? "yes" : "no", error);
}

DexFuture *
rs_habit_set (RsStore *store, RsHabit habit, gboolean on)
{
  Keeping *keeping;

  dex_return_error_if_fail (habit < G_N_ELEMENTS (habit_table));
  keeping = g_new0 (Keeping, 1);
  keeping->habit = habit;
  keeping->on = !!on;
  return rs_store_write_future (store, write_habit, keeping, g_free, RS_DURABLE_EVENTUALLY);
}
