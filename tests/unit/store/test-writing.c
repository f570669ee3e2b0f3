/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-error.h"
#include "rs-records.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *value;
  gboolean fails;    /* after it has written */
  gboolean is_quiet; /* and does not say why */
} Setting;

static gboolean
set (RsDb *db, gpointer data, GError **error)
{
  Setting *self = data;

  if (!rs_settings_set (db, self->name, self->value, error))
    return FALSE;
  if (self->fails && !self->is_quiet)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_CONFLICT, "not after all");
  return !self->fails;
}

static gboolean
get (RsDb *db, gpointer data, GError **error)
{
  Setting *self = data;
  g_autofree char *value = rs_settings_get (db, self->name, error);

  g_assert_cmpstr (value, ==, self->value);
  return TRUE;
}

static void
assert_is (Fixture *fixture, const char *name, const char *value)
{
  fixture_read (fixture, get, &(Setting) { name, value });
}

static gboolean
hold_up (RsDb *db, gpointer data, GError **error)
{
  g_usleep (60 * 1000);
  return TRUE;
}

/* Keeps the writer busy for a moment, so that what comes next waits together. */
static DexFuture *
keep_busy (Fixture *fixture)
{
  DexFuture *future = rs_store_write_future (fixture->store, hold_up, NULL, NULL, RS_DURABLE_EVENTUALLY);

  if (!rs_store_is_inline (fixture->store))
    g_usleep (20 * 1000);
  return future;
}

static void
test_one_that_fails_takes_only_itself_back (Fixture *fixture, gconstpointer data)
{
  Setting settings[] = { { "a", "1" }, { "b", "2", TRUE }, { "c", "3", TRUE, TRUE }, { "d", "4" } };
  DexFuture *futures[G_N_ELEMENTS (settings)];
  g_autoptr (GError) conflict = NULL;
  g_autoptr (GError) quiet = NULL;
  DexFuture *busy = keep_busy (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    futures[i] = rs_store_write_future (fixture->store, set, &settings[i], NULL, RS_DURABLE_EVENTUALLY);
  g_assert_true (fixture_await (busy, NULL));
  g_assert_true (fixture_await (futures[0], NULL));
  g_assert_false (fixture_await (futures[1], &conflict));
  g_assert_error (conflict, RS_ERROR, RS_ERROR_CONFLICT);
  g_assert_false (fixture_await (futures[2], &quiet));
  g_assert_error (quiet, RS_ERROR, RS_ERROR_STORAGE);
  g_assert_true (fixture_await (futures[3], NULL));
  assert_is (fixture, "a", "1");
  assert_is (fixture, "b", NULL);
  assert_is (fixture, "c", NULL);
  assert_is (fixture, "d", "4");
}

static gboolean
append (RsDb *db, gpointer data, GError **error)
{
  const char *letter = data;
  g_autofree char *before = rs_settings_get (db, "word", error);
  g_autofree char *after = g_strconcat (before != NULL ? before : "", letter, NULL);

  return rs_settings_set (db, "word", after, error);
}

static void
test_writes_happen_in_the_order_they_were_asked (Fixture *fixture, gconstpointer data)
{
  static const char *const letters[] = { "R", "a", "c", "k", "S", "h", "i", "p" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    dex_future_disown (rs_store_write_future (fixture->store, append, (gpointer) letters[i], NULL,
                                              i % 2 == 0 ? RS_DURABLE_NOW : RS_DURABLE_EVENTUALLY));
  fixture_write (fixture, hold_up, NULL);
  assert_is (fixture, "word", "RackShip");
}

static void
test_closing_finishes_what_was_asked (Fixture *fixture, gconstpointer data)
{
  DexFuture *busy = keep_busy (fixture);

  for (guint i = 0; i < 100; i++)
    dex_future_disown (
      rs_store_write_future (fixture->store, append, (gpointer) "x", NULL, RS_DURABLE_EVENTUALLY));
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_assert_true (fixture_await (busy, NULL));
  fixture->store = rs_store_open (fixture->path, RS_STORE_DEFAULT, NULL);
  {
    g_autofree char *word = g_strnfill (100, 'x');

    assert_is (fixture, "word", word);
  }
}

static void
count_down (gpointer data)
{
  g_atomic_int_add ((int *) data, -1);
}

static gboolean
do_nothing (RsDb *db, gpointer data, GError **error)
{
  return data != NULL;
}

static void
test_the_data_of_a_write_is_freed_once_whatever_happens (Fixture *fixture, gconstpointer data)
{
  int left = 2;

  fixture_await (rs_store_write_future (fixture->store, do_nothing, &left, count_down, RS_DURABLE_EVENTUALLY),
                 NULL);
  fixture_write (fixture, hold_up, NULL);
  g_assert_cmpint (g_atomic_int_get (&left), ==, 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  fixture->store = rs_store_open (fixture->path, RS_STORE_READ_ONLY, NULL);
  g_assert_false (fixture_await (
    rs_store_write_future (fixture->store, do_nothing, &left, count_down, RS_DURABLE_NOW), NULL));
  g_assert_cmpint (g_atomic_int_get (&left), ==, 0);
}

/* A fiber whose data is on its stack. */
typedef struct
{
  RsStore *store;
  DexPromise *started;
  gboolean is_done;
  GError *error;
} Fiber;

static gboolean
write_slowly (RsDb *db, gpointer data, GError **error)
{
  char *word = data;

  for (guint i = 0; i < 20; i++)
    {
      g_usleep (5 * 1000);
      word[i] = 'x';
    }
  return rs_settings_set (db, "word", word, error);
}

static DexFuture *
write_from_stack (gpointer data)
{
  Fiber *self = data;
  char word[64] = { 0 };

  dex_promise_resolve_boolean (self->started, TRUE);
  if (!rs_store_write (self->store, write_slowly, word, RS_DURABLE_NOW, &self->error))
    return NULL;
  g_assert_cmpuint (strlen (word), ==, 20);
  self->is_done = TRUE;
  return dex_future_new_true ();
}

static void
test_a_cancelled_fiber_stays_until_its_write_is_done (Fixture *fixture, gconstpointer data)
{
  Fiber fiber = { fixture->store, dex_promise_new () };
  DexFuture *future = dex_scheduler_spawn (NULL, 0, write_from_stack, &fiber, NULL);

  g_assert_true (fixture_await (dex_ref (DEX_FUTURE (fiber.started)), NULL));
  g_assert_false (fiber.is_done);
  dex_unref (future); /* nobody wants it: the fiber is cancelled */
  while (!fiber.is_done && fiber.error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fiber.error);
  assert_is (fixture, "word", "xxxxxxxxxxxxxxxxxxxx");
  dex_unref (fiber.started);
}

static void
test_a_fiber_is_told_of_its_write (Fixture *fixture, gconstpointer data)
{
  Fiber fiber = { fixture->store, dex_promise_new () };

  g_assert_true (fixture_await (dex_scheduler_spawn (NULL, 0, write_from_stack, &fiber, NULL), NULL));
  g_assert_true (fiber.is_done);
  dex_unref (fiber.started);
}

static void
on_changed (RsStore *store, guint *count)
{
  ++*count;
}

static void
test_many_commits_give_few_signals (Fixture *fixture, gconstpointer data)
{
  guint count = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), &count);
  for (guint i = 0; i < 200; i++)
    dex_future_disown (
      rs_store_write_future (fixture->store, append, (gpointer) "x", NULL, RS_DURABLE_EVENTUALLY));
  fixture_write (fixture, hold_up, NULL);
  while (count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count, <=, 20);
}

static void
test_inline_tells_of_each_commit_at_once (Fixture *fixture, gconstpointer data)
{
  Setting setting = { "a", "1" };
  Setting failing = { "b", "2", TRUE };
  guint count = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), &count);
  g_assert_true (rs_store_write (fixture->store, set, &setting, RS_DURABLE_NOW, NULL));
  g_assert_cmpuint (count, ==, 1);
  g_assert_false (rs_store_write (fixture->store, set, &failing, RS_DURABLE_NOW, NULL));
  assert_is (fixture, "a", "1");
  assert_is (fixture, "b", NULL);
}

static gboolean
read_while_written (RsDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *before = rs_settings_get (db, "a", error);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "1");
  fixture_write (fixture, set, &(Setting) { "a", "2" });
  after = rs_settings_get (db, "a", error);
  g_assert_cmpstr (after, ==, "1");
  return TRUE;
}

static void
test_a_read_sees_one_moment (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, set, &(Setting) { "a", "1" });
  fixture_read (fixture, read_while_written, fixture);
  assert_is (fixture, "a", "2");
}

static void
test_a_store_in_memory_works_like_a_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsStore) store = rs_store_open (NULL, RS_STORE_INLINE, &error);
  Setting setting = { "a", "1" };

  g_assert_no_error (error);
  g_assert_true (rs_store_write (store, set, &setting, RS_DURABLE_NOW, &error));
  g_assert_true (rs_store_read (store, get, &setting, &error));
  g_assert_null (rs_store_dup_path (store));
}

static gboolean
bind_wrongly (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "INSERT INTO setting (name, value) VALUES ($2, $1)", error);
  g_autoptr (RsStatement) twin
    = rs_db_prepare (db, "INSERT INTO setting (name, value) VALUES ($2, $1)", error);
  g_autoptr (RsStatement) unknown = NULL;

  rs_statement_bind_text (statement, 1, "the value");
  rs_statement_bind_text (statement, 2, "the name");
  g_assert_true (rs_statement_run (statement, error));
  g_assert_cmpuint (rs_db_changes (db), ==, 1);
  rs_statement_bind_text (twin, 1, "another");
  g_assert_false (rs_statement_run (twin, NULL)); /* without a name */
  unknown = rs_db_prepare (db, "SELECT nothing FROM nowhere", error);
  g_assert_null (unknown);
  g_clear_error (error);
  rs_statement_reset (g_steal_pointer (&twin));
  twin = rs_db_prepare (db, "INSERT INTO setting (name, value) VALUES ($2, $1)", error);
  rs_statement_bind_text (twin, 3, "there is no third");
  g_assert_false (rs_statement_run (twin, error)); /* a failed bind is not lost */
  return FALSE;
}

static void
test_placeholders_are_numbers_and_no_failure_is_swallowed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = fixture_write_refused (fixture, bind_wrongly, NULL, RS_ERROR_STORAGE);

  g_assert_cmpstr (words, !=, "");
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("writing/one-that-fails-takes-only-itself-back", test_one_that_fails_takes_only_itself_back);
  FIXTURE_ADD_INLINE ("writing/inline-one-that-fails-takes-only-itself-back",
                      test_one_that_fails_takes_only_itself_back);
  FIXTURE_ADD ("writing/happens-in-the-order-it-was-asked", test_writes_happen_in_the_order_they_were_asked);
  FIXTURE_ADD ("writing/closing-finishes-what-was-asked", test_closing_finishes_what_was_asked);
  FIXTURE_ADD ("writing/the-data-of-a-write-is-freed-once-whatever-happens",
               test_the_data_of_a_write_is_freed_once_whatever_happens);
  FIXTURE_ADD ("writing/a-cancelled-fiber-stays-until-its-write-is-done",
               test_a_cancelled_fiber_stays_until_its_write_is_done);
  FIXTURE_ADD ("writing/a-fiber-is-told-of-its-write", test_a_fiber_is_told_of_its_write);
  FIXTURE_ADD ("writing/many-commits-give-few-signals", test_many_commits_give_few_signals);
  FIXTURE_ADD_INLINE ("writing/inline-tells-of-each-commit-at-once",
                      test_inline_tells_of_each_commit_at_once);
  FIXTURE_ADD ("writing/a-read-sees-one-moment", test_a_read_sees_one_moment);
  FIXTURE_ADD ("writing/placeholders-are-numbers-and-no-failure-is-swallowed",
               test_placeholders_are_numbers_and_no_failure_is_swallowed);
  g_test_add_func ("/store/writing/a-store-in-memory-works-like-a-file",
                   test_a_store_in_memory_works_like_a_file);
  return g_test_run ();
}
