/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-row-ids.h"

#include <string.h>

static gboolean
put_row (RsDb *db, gpointer data, GError **error)
{
  return rs_cases_put_row (db, data, error);
}

typedef struct
{
  const char *search;
  guint limit;
  GPtrArray *rows;
} Search;

static gboolean
run_search (RsDb *db, gpointer data, GError **error)
{
  Search *self = data;

  return (self->rows = rs_cases_search (db, self->search, self->limit, error)) != NULL;
}

static guint
count_found (Fixture *fixture, const char *search)
{
  Search self = { search, 0, NULL };
  guint n;

  fixture_read (fixture, run_search, &self);
  n = self.rows->len;
  g_ptr_array_unref (self.rows);
  return n;
}

static void
assert_found (Fixture *fixture, guint n, const char *search)
{
  guint found = count_found (fixture, search);

  if (found != n)
    g_error ("\"%s\" finds %u rows, not %u", search, found, n);
}

static RsCaseRow *
make_row (void)
{
  RsCaseRow *row = rs_case_row_new ();

  row->key = g_strdup ("rb-order/1042");
  row->number = g_strdup ("1042");
  row->reference = g_strdup ("PO-77/b");
  row->customer = g_strdup ("Møller & Søn ApS");
  row->country = g_strdup ("DK");
  row->city = g_strdup ("Århus");
  row->phone = g_strdup ("+45 12 34 56 78");
  row->skus = g_strdup ("CYK-1 LYGTE-20");
  row->tracking = g_strdup ("JJD0003012345");
  row->state = g_strdup (RS_CASE_STATE_WAITING);
  row->created_at = RS_INSTANT_NONE;
  row->updated_at = RS_INSTANT_NONE;
  return row;
}

static void
test_people_find_what_they_type (Fixture *fixture, gconstpointer data)
{
  static const char *const finds[] = {
    "1042",     "104",         "po-77",      "PO 77",       "møller",    "MØLLER",       "moeller",
    "moller",   "mol",         "søn",        "son",         "soen",      "århus",        "aarhus",
    "arhus",    "cyk-1",       "cyk",        "lygte-2",     "jjd0003",   "sø mø 10",     "  aps  ",
    "12345678", "12 34 56 78", "4512345678", "+4512345678", "+45 12 34", "004512345678", "0045 12 34 56 78",
    "1234",     NULL
  };
  static const char *const misses[] = { "1043", "042", "moller odense", "34567", "jjd1", "son anna", NULL };
  g_autoptr (RsCaseRow) row = make_row ();

  fixture_write (fixture, put_row, row);
  for (guint i = 0; finds[i] != NULL; i++)
    assert_found (fixture, 1, finds[i]);
  for (guint i = 0; misses[i] != NULL; i++)
    assert_found (fixture, 0, misses[i]);
  assert_found (fixture, 1, NULL);
  assert_found (fixture, 1, "");
  assert_found (fixture, 1, " - ");
}

static void
test_names_without_nordic_letters_are_found_with_them (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsCaseRow) row = make_row ();

  g_set_str (&row->customer, "Moller Transport");
  g_set_str (&row->city, "Arhus");
  fixture_write (fixture, put_row, row);
  assert_found (fixture, 1, "Møller Århus");
}

static void
test_a_changed_row_is_found_by_its_new_words_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsCaseRow) row = make_row ();

  fixture_write (fixture, put_row, row);
  g_set_str (&row->state, RS_CASE_STATE_SHIPPED); /* the words stay */
  fixture_write (fixture, put_row, row);
  assert_found (fixture, 1, "moller");
  g_set_str (&row->customer, "Brandt");
  fixture_write (fixture, put_row, row);
  assert_found (fixture, 0, "moller");
  assert_found (fixture, 1, "brandt");
}

static void
test_hostile_searches_are_only_words (Fixture *fixture, gconstpointer data)
{
  static const char *const searches[] = { "\"",
                                          "\"\"\"",
                                          "a\" OR \"b",
                                          "NOT moller",
                                          "moller AND",
                                          "NEAR(moller aps, 5)",
                                          "words:moller",
                                          "{words}: x",
                                          "^moller",
                                          "moller*",
                                          "*",
                                          "-moller",
                                          "(",
                                          ")))",
                                          "'; DROP TABLE case_row",
                                          "%s%n",
                                          "$1",
                                          "\xff\xfe",
                                          "\xc3",
                                          "𝟘𝔪ø",
                                          "ⅷ",
                                          "꙳",
                                          "क्षि",
                                          "🦊",
                                          "\u0301",
                                          "a\nb\tc",
                                          "_" };
  g_autofree char *letters = g_strnfill (10000, 'a');
  g_autofree char *words = NULL;
  GString *many = g_string_new (NULL);
  g_autoptr (RsCaseRow) row = make_row ();

  fixture_write (fixture, put_row, row);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    count_found (fixture, searches[i]);
  assert_found (fixture, 1, "moller*");
  assert_found (fixture, 1, "\"moller\"");
  assert_found (fixture, 0, "NOT moller"); /* "not" is a word that is not there */
  assert_found (fixture, 0, letters);
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, "m ");
  words = g_string_free (many, FALSE);
  assert_found (fixture, 1, words);
}

static void
test_any_search_of_any_letters_works (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = fixture_random ();

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (RsCaseRow) row = make_row ();
      GString *text = g_string_new (NULL);
      g_autofree char *search = NULL;

      for (guint j = 0; j < 12; j++)
        {
          gunichar letter
            = (gunichar) rs_random_range (random, 1, rs_random_chance (random, 0.5) ? 0x3000 : 0x110000);

          if (g_unichar_validate (letter))
            g_string_append_unichar (text, letter);
        }
      search = g_string_free (text, FALSE);
      g_set_str (&row->customer, search);
      fixture_write (fixture, put_row, row);
      assert_found (fixture, 1, search);
    }
}

static void
test_a_row_of_huge_texts_is_kept_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsCaseRow) row = make_row ();
  Search self = { "1042", 0, NULL };

  g_free (row->customer);
  row->customer = g_strnfill (2 * 1000 * 1000, 'y');
  fixture_write (fixture, put_row, row);
  fixture_read (fixture, run_search, &self);
  g_assert_cmpuint (strlen (((RsCaseRow *) self.rows->pdata[0])->customer), ==, 2 * 1000 * 1000);
  g_ptr_array_unref (self.rows);
}

static void
test_a_limit_gives_the_newest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  Search self = { NULL, 2, NULL };

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (RsCaseRow) row = fixture_make_row (random, i);

      fixture_write (fixture, put_row, row);
    }
  fixture_read (fixture, run_search, &self);
  g_assert_cmpuint (self.rows->len, ==, 2);
  g_assert_cmpstr (((RsCaseRow *) self.rows->pdata[0])->number, ==, "5");
  g_assert_cmpstr (((RsCaseRow *) self.rows->pdata[1])->number, ==, "4");
  g_ptr_array_unref (self.rows);
}

/* Row ids */

static GArray *
ids_of (const char *digits)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (const char *p = digits; *p != '\0'; p++)
    {
      guint32 id = (guint32) (*p - '0');

      g_array_append_val (ids, id);
    }
  return ids;
}

/* The hunks of going from @older to @newer, as "old_start-n_old+n_new …". */
static void
assert_hunks (const char *older, const char *newer, const char *changed, const char *expected)
{
  g_autoptr (GArray) before = ids_of (older);
  g_autoptr (GArray) after = ids_of (newer);
  g_autoptr (GArray) changes = ids_of (changed);
  g_autoptr (RsRowSet) set = rs_row_set_new ();
  g_autoptr (GArray) hunks = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < changes->len; i++)
    rs_row_set_add (set, g_array_index (changes, guint32, i));
  hunks = rs_row_ids_compare (before, after, set);
  for (guint i = 0; i < hunks->len; i++)
    {
      RsRowHunk hunk = g_array_index (hunks, RsRowHunk, i);

      g_string_append_printf (text, "%s%u-%u+%u", i > 0 ? " " : "", hunk.old_start, hunk.n_old, hunk.n_new);
    }
  found = g_string_free (text, FALSE);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_only_the_places_that_changed_are_said (void)
{
  assert_hunks ("", "", "", "");
  assert_hunks ("123", "123", "", "");
  assert_hunks ("123", "123", "2", "1-1+1");
  assert_hunks ("", "123", "123", "0-0+3");
  assert_hunks ("123", "", "123", "0-3+0");
  assert_hunks ("12345", "91234", "95", "0-0+1 4-1+0");
  assert_hunks ("12345", "13452", "2", "1-1+0 5-0+1");
  assert_hunks ("12345", "1245", "3", "2-1+0");
  assert_hunks ("12345", "54321", "", "0-5+5"); /* another order: one stretch */
  assert_hunks ("1234", "1324", "", "1-2+2");
  assert_hunks ("123", "", "", "0-3+0");
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("search/people-find-what-they-type", test_people_find_what_they_type);
  FIXTURE_ADD ("search/names-without-nordic-letters-are-found-with-them",
               test_names_without_nordic_letters_are_found_with_them);
  FIXTURE_ADD ("search/a-changed-row-is-found-by-its-new-words-only",
               test_a_changed_row_is_found_by_its_new_words_only);
  FIXTURE_ADD ("search/hostile-searches-are-only-words", test_hostile_searches_are_only_words);
  FIXTURE_ADD ("search/any-search-of-any-letters-works", test_any_search_of_any_letters_works);
  FIXTURE_ADD ("search/a-row-of-huge-texts-is-kept-whole", test_a_row_of_huge_texts_is_kept_whole);
  FIXTURE_ADD ("search/a-limit-gives-the-newest", test_a_limit_gives_the_newest);
  g_test_add_func ("/store/row-ids/only-the-places-that-changed-are-said",
                   test_only_the_places_that_changed_are_said);
  return g_test_run ();
}
