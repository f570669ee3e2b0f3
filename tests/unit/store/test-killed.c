/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-records.h"

#include <stdio.h>
#include <string.h>

#define N_KILLS 12

/* Two places that are only ever written together. */
static gboolean
write_both (RsDb *db, gpointer data, GError **error)
{
  const guint *number = data;
  g_autofree char *value = g_strdup_printf ("%u", *number);
  g_autofree char *key = g_strdup_printf ("create-ws-order:rb-shipment/%u", *number);
  g_autoptr (RsStep) step = rs_step_new ();
  gboolean added;

  step->key = g_steal_pointer (&key);
  step->kind = g_strdup ("create-ws-order");
  step->case_key = g_strdup ("rb-order/1042");
  step->state = RS_STEP_SENT;
  return rs_settings_set (db, "number", value, error) && rs_journal_add (db, step, &added, error);
}

/* The one that is killed: says each number once it is promised to be durable. */
static int
write_until_killed (const char *path, guint first)
{
  g_autoptr (RsStore) store = rs_store_open (path, RS_STORE_DEFAULT, NULL);

  for (guint number = first; store != NULL; number++)
    {
      if (!fixture_await (rs_store_write_future (store, write_both, &number, NULL, RS_DURABLE_NOW), NULL))
        return 1;
      printf ("%u\n", number);
      fflush (stdout);
    }
  return 1;
}

typedef struct
{
  guint number;
  guint n_steps;
} Found;

static gboolean
read_both (RsDb *db, gpointer data, GError **error)
{
  Found *self = data;
  g_autofree char *value = rs_settings_get (db, "number", error);
  g_autoptr (GPtrArray) steps = rs_journal_of_case (db, "rb-order/1042", error);

  self->number = value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
  self->n_steps = steps->len;
  return TRUE;
}

/* Runs a writer, kills it after some of its promises; the last number it promised. */
static guint
run_and_kill (const char *path, guint first, RsRandom *random)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe",
                                                     "--write", path, number, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  guint wanted = (guint) rs_random_range (random, 1, 25);
  guint promised = 0;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  for (guint i = 0;; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      promised = (guint) g_ascii_strtoull (line, NULL, 10);
      if (i == wanted)
        {
          g_usleep ((gulong) rs_random_range (random, 0, 3000));
          g_subprocess_force_exit (writer);
        }
    }
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));
  return promised;
}

static void
test_what_was_promised_survives_being_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = fixture_random ();
  Found found = { 0 };

  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint promised = run_and_kill (fixture->path, found.number + 1, random);
      g_autoptr (GError) error = NULL;

      fixture->store = rs_store_open (fixture->path, RS_STORE_DEFAULT, &error);
      g_assert_no_error (error);
      fixture_read (fixture, read_both, &found);
      g_assert_cmpuint (found.number, >=, promised);
      g_assert_cmpuint (found.n_steps, ==, found.number); /* both or neither */
      g_assert_finalize_object (g_steal_pointer (&fixture->store));
    }
  g_test_message ("%u writes over %u kills", found.number, N_KILLS);
}

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    return write_until_killed (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("killed/what-was-promised-survives", test_what_was_promised_survives_being_killed);
  return g_test_run ();
}
