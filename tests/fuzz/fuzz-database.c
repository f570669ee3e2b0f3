/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fuzz.h"

#include "rs-cases.h"
#include "rs-records.h"
#include "rs-store.h"

#include <glib/gstdio.h>

/* A healthy database that damage is done to: made once. */
static char *healthy;
static gsize healthy_size;
static char *folder;

static gboolean
fill (RsDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *key = g_strdup_printf ("rb-order/%u", 1000 + i);
      g_autoptr (RsProblem) problem
        = rs_problem_new ("term-unmapped", key, key, "retry", "Order %u waits", i);
      g_autoptr (GPtrArray) problems = g_ptr_array_new ();

      g_ptr_array_add (problems, problem);
      if (!rs_cases_mark_dirty (db, key, error)
          || !rs_problems_set_for_case (db, key, problems, 1000 + i, error)
          || !rs_activity_add (db, i, key, "sync", "A step", "done", NULL, error)
          || !rs_settings_set (db, key, "value", error))
        return FALSE;
    }
  return TRUE;
}

/* Reads what a start of the program reads. */
static gboolean
read_all (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) problems = rs_problems_list (db, NULL, error);
  g_autoptr (GPtrArray) dirty = problems != NULL ? rs_cases_list_dirty (db, 0, 0, error) : NULL;
  g_autoptr (GPtrArray) rows = dirty != NULL ? rs_cases_search (db, "order", 0, error) : NULL;
  g_autoptr (GPtrArray) activity = rows != NULL ? rs_activity_list (db, NULL, "step", 0, error) : NULL;
  g_autoptr (GHashTable) mapping = activity != NULL ? rs_mapping_all (db, 1, error) : NULL;

  return mapping != NULL;
}

static char *
path_of (const char *suffix)
{
  return g_strdup_printf ("%s/rackship.db%s", folder, suffix);
}

static void
make_healthy (void)
{
  g_autofree char *path = NULL;
  g_autoptr (RsStore) store = NULL;

  folder = g_dir_make_tmp ("rackship-fuzz-XXXXXX", NULL);
  path = path_of ("");
  store = rs_store_open (path, RS_STORE_INLINE, NULL);
  g_assert_true (rs_store_write (store, fill, NULL, RS_DURABLE_NOW, NULL));
  g_clear_object (&store);
  g_assert_true (g_file_get_contents (path, &healthy, &healthy_size, NULL));
}

/* Three bytes of input are a place and what stands there instead; where they run out the file ends early,
 * when the first byte is odd. */
static GBytes *
damage (const uint8_t *data, size_t size)
{
  g_autofree char *content = g_memdup2 (healthy, healthy_size);
  gsize end = healthy_size;

  if (size > 0 && data[0] % 2 != 0)
    end = healthy_size * data[0] / 256;
  for (size_t i = 1; i + 3 < size; i += 4)
    content[((gsize) data[i] << 16 | (gsize) data[i + 1] << 8 | data[i + 2]) % healthy_size]
      = (char) data[i + 3];
  return g_bytes_new (content, end);
}

/* Whatever the file holds, opening and reading it ends: with what is in it or with an error in words. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const rests[] = { "", "-wal", "-shm" };
  g_autoptr (GBytes) content = NULL;
  g_autofree char *path = NULL;
  g_autoptr (RsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  if (healthy == NULL)
    make_healthy ();
  content = damage (data, size);
  path = path_of ("");
  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (content, NULL),
                                           (gssize) g_bytes_get_size (content), G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  store = rs_store_open (path, RS_STORE_INLINE, &error);
  g_assert_true ((store == NULL) == (error != NULL));
  if (store != NULL && !rs_store_read (store, read_all, NULL, &error))
    g_assert_nonnull (error);
  g_clear_object (&store);
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autofree char *rest = path_of (rests[i]);

      g_unlink (rest);
    }
  return 0;
}
