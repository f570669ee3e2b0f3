/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-agreements.h"

static void
add (RsAgreement *agreement, const char *case_key, const char *number, RsVerdict verdict, const char *words)
{
  RsAgreementRow *row = g_new0 (RsAgreementRow, 1);

  row->case_key = g_strdup (case_key);
  row->number = g_strdup (number);
  row->customer = case_key != NULL ? g_strdup ("Søren & <Sønner>") : NULL;
  row->created_at = case_key != NULL ? 1700000000000000 : RS_INSTANT_NONE;
  row->verdict = verdict;
  row->words = g_strdup (words);
  rs_agreement_add (agreement, row);
}

static gboolean
keep (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_keep (db, data, error);
}

static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_load (db, data, error);
}

static gboolean
count (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_count_disagreements (db, data, error);
}

static gboolean
get_made_at (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_get_made_at (db, data, error);
}

static void
test_there_is_none_at_first (Fixture *fixture, gconstpointer data)
{
  RsAgreement *agreement = (gpointer) fixture;
  RsInstant made_at = 1;
  guint n = 7;

  fixture_read (fixture, load, &agreement);
  g_assert_null (agreement);
  fixture_read (fixture, get_made_at, &made_at);
  g_assert_cmpint (made_at, ==, RS_INSTANT_NONE);
  fixture_read (fixture, count, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_the_last_one_is_kept_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsAgreement) before = rs_agreement_new (100, 200);
  g_autoptr (RsAgreement) made = rs_agreement_new (RS_INSTANT_NONE, 400);
  g_autoptr (RsAgreement) read = NULL;
  const RsAgreementRow *row;
  RsInstant made_at;
  guint n;

  add (before, "rb-order/9", "9", RS_VERDICT_MISSING, "gone");
  add (made, "rb-order/1042", "1042", RS_VERDICT_DIFFERS,
       "shipped in Rackbeat, not dispatched in Webshipper");
  add (made, NULL, "4711", RS_VERDICT_SURPLUS, "nobody's");
  add (made, "rb-order/1041", "1041", RS_VERDICT_MATCHED, NULL);
  fixture_write (fixture, keep, before);
  fixture_write (fixture, keep, made);

  fixture_read (fixture, load, &read);
  g_assert_cmpint (read->since, ==, RS_INSTANT_NONE);
  g_assert_cmpint (read->made_at, ==, 400);
  g_assert_cmpuint (read->rows->len, ==, 3);
  for (guint i = 0; i < RS_N_VERDICTS; i++)
    g_assert_cmpuint (read->counts[i], ==, made->counts[i]);
  row = g_ptr_array_index (read->rows, 0);
  g_assert_cmpstr (row->case_key, ==, "rb-order/1042");
  g_assert_cmpstr (row->customer, ==, "Søren & <Sønner>");
  g_assert_cmpint (row->created_at, ==, 1700000000000000);
  g_assert_cmpstr (row->words, ==, "shipped in Rackbeat, not dispatched in Webshipper");
  row = g_ptr_array_index (read->rows, 1);
  g_assert_null (row->case_key);
  g_assert_cmpint (row->created_at, ==, RS_INSTANT_NONE);
  g_assert_cmpint (row->verdict, ==, RS_VERDICT_SURPLUS);
  fixture_read (fixture, get_made_at, &made_at);
  g_assert_cmpint (made_at, ==, 400);
  fixture_read (fixture, count, &n);
  g_assert_cmpuint (n, ==, rs_agreement_count_disagreements (made));
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("agreements/there-is-none-at-first", test_there_is_none_at_first);
  FIXTURE_ADD ("agreements/the-last-one-is-kept-whole", test_the_last_one_is_kept_whole);
  return g_test_run ();
}
