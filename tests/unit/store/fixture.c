/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-error.h"

#include <glib/gstdio.h>

void
fixture_set_up (Fixture *self, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("rackship-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "rackship.db", NULL);
  self->store = rs_store_open (self->path, GPOINTER_TO_UINT (flags), &error);
  g_assert_no_error (error);
}

/* Back-ups lie in a folder of their own. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
fixture_tear_down (Fixture *self, gconstpointer flags)
{
  if (self->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->store));
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* Wakes the main loop when a future is decided on another thread. */
static DexFuture *
pass_on (DexFuture *completed, gpointer data)
{
  return dex_ref (completed);
}

gboolean
fixture_await (DexFuture *future, GError **error)
{
  g_autoptr (DexFuture) owned = dex_future_finally (future, pass_on, NULL, NULL);

  while (dex_future_is_pending (owned))
    g_main_context_iteration (NULL, TRUE);
  return dex_future_get_value (owned, error) != NULL;
}

void
fixture_write (Fixture *self, RsStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_await (rs_store_write_future (self->store, func, data, NULL, RS_DURABLE_EVENTUALLY), &error);
  g_assert_no_error (error);
}

char *
fixture_write_refused (Fixture *self, RsStoreFunc func, gpointer data, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    fixture_await (rs_store_write_future (self->store, func, data, NULL, RS_DURABLE_EVENTUALLY), &error));
  g_assert_error (error, RS_ERROR, code);
  return g_strdup (error->message);
}

void
fixture_read (Fixture *self, RsStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rs_store_read (self->store, func, data, &error));
  g_assert_no_error (error);
}

static const char *
pick (RsRandom *random, const char *const *words, guint n_words)
{
  return words[rs_random_range (random, 0, n_words)];
}

RsCaseRow *
fixture_make_row (RsRandom *random, guint number)
{
  static const char *const first[] = { "Anker", "Birk",  "Carla", "Dagny", "Ebbe", "Freja",
                                       "Gorm",  "Hedda", "Ivar",  "Jytte", "Knud", "Lærke" };
  static const char *const last[]
    = { "Møller", "Aagesen", "Østergård", "Brandt", "Dahl", "Egede", "Friis", "Holm" };
  static const char *const kinds[] = { "ApS", "A/S", "& Søn", "GmbH", "AB", "Butik" };
  static const char *const cities[] = { "Århus", "Odense", "Malmö", "Oslo", "Kiel", "Ribe" };
  static const char *const countries[] = { "DK", "SE", "NO", "DE", NULL };
  static const char *const terms[] = { "GLS Pakkeshop", "dao", "PostNord hjem", "Afhentning", NULL };
  static const char *const states[] = { RS_CASE_STATE_WAITING, RS_CASE_STATE_HELD,    RS_CASE_STATE_CROSSED,
                                        RS_CASE_STATE_SHIPPED, RS_CASE_STATE_SHIPPED, RS_CASE_STATE_SHIPPED };
  RsCaseRow *row = rs_case_row_new ();

  row->key = g_strdup_printf ("rb-order/%u", number);
  row->number = g_strdup_printf ("%u", number);
  row->reference = g_strdup_printf ("PO-%d", (int) rs_random_range (random, 0, 100000));
  row->customer
    = g_strdup_printf ("%s %s %s", pick (random, first, G_N_ELEMENTS (first)),
                       pick (random, last, G_N_ELEMENTS (last)), pick (random, kinds, G_N_ELEMENTS (kinds)));
  row->country = g_strdup (pick (random, countries, G_N_ELEMENTS (countries)));
  row->city = g_strdup (pick (random, cities, G_N_ELEMENTS (cities)));
  row->phone = g_strdup_printf ("+45 %08d", (int) rs_random_range (random, 20000000, 99999999));
  row->term = g_strdup (pick (random, terms, G_N_ELEMENTS (terms)));
  row->skus = g_strdup_printf ("CYK-%d BEL-%d", (int) rs_random_range (random, 1, 500),
                               (int) rs_random_range (random, 1, 500));
  row->tracking = g_strdup_printf ("JJD%09d", (int) rs_random_range (random, 0, 999999999));
  row->n_lines = 2;
  row->grams = RS_DECIMAL_INT (rs_random_range (random, 100, 30000));
  row->amount = RS_DECIMAL_INT (rs_random_range (random, 1, 100000));
  row->currency = g_strdup ("DKK");
  row->created_at = RS_INSTANT_DAY * 20000 + (RsInstant) number * RS_INSTANT_SECOND;
  row->updated_at = row->created_at;
  row->rackbeat = g_strdup ("confirmed");
  row->webshipper = g_strdup ("none");
  row->state = g_strdup (pick (random, states, G_N_ELEMENTS (states)));
  return row;
}

RsRandom *
fixture_random (void)
{
  const char *given = g_getenv ("RS_TEST_SEED");
  RsRandom *random = rs_random_new (given != NULL ? g_ascii_strtoull (given, NULL, 10) : 0);

  g_test_message ("seed %" G_GUINT64_FORMAT " (RS_TEST_SEED repeats it)", rs_random_get_seed (random));
  return random;
}
