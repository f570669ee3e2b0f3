/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-error.h"
#include "rs-records.h"

#include <string.h>

/* Links */

static RsLink *
make_link (const char *rb_ref, const char *ws_order_id, const char *case_key)
{
  RsLink *link = rs_link_new ();

  link->rb_ref = g_strdup (rb_ref);
  link->ws_order_id = g_strdup (ws_order_id);
  link->case_key = g_strdup (case_key);
  link->sent = g_strdup ("{}");
  link->made_at = 100;
  return link;
}

static gboolean
put_link (RsDb *db, gpointer data, GError **error)
{
  return rs_links_put (db, data, error);
}

typedef struct
{
  GPtrArray *of_case;
  RsLink *by_order;
  RsLink *by_ref;
  RsLink *none;
} Links;

static gboolean
read_links (RsDb *db, gpointer data, GError **error)
{
  Links *self = data;

  self->of_case = rs_links_of_case (db, "rb-order/1042", error);
  self->by_order = rs_links_find_by_ws_order (db, "88", error);
  self->by_ref = rs_links_find_by_rb_ref (db, "rb-shipment/7301", error);
  self->none = rs_links_find_by_rb_ref (db, "rb-shipment/9", error);
  return self->of_case != NULL;
}

static void
test_a_webshipper_order_is_linked_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsLink) link = make_link ("rb-shipment/7301", "88", "rb-order/1042");
  g_autoptr (RsLink) thief = make_link ("rb-shipment/7302", "88", "rb-order/1042");
  g_autoptr (RsLink) replaced = make_link ("rb-shipment/7301", "89", "rb-order/1042");
  g_autofree char *words = NULL;
  Links links = { 0 };

  fixture_write (fixture, put_link, link);
  fixture_write (fixture, put_link, link);
  words = fixture_write_refused (fixture, put_link, thief, RS_ERROR_CONFLICT);
  g_assert_nonnull (strstr (words, "rb-shipment/7301"));
  fixture_read (fixture, read_links, &links);
  g_assert_cmpuint (links.of_case->len, ==, 1);
  g_assert_cmpstr (links.by_order->rb_ref, ==, "rb-shipment/7301");
  g_assert_cmpstr (links.by_ref->ws_order_id, ==, "88");
  g_assert_cmpint (links.by_ref->made_at, ==, 100);
  g_assert_null (links.none);
  g_ptr_array_unref (links.of_case);
  rs_link_unref (links.by_order);
  rs_link_unref (links.by_ref);

  fixture_write (fixture, put_link, replaced);
  fixture_read (fixture, read_links, &links);
  g_assert_cmpuint (links.of_case->len, ==, 1);
  g_assert_null (links.by_order);
  g_assert_cmpstr (links.by_ref->ws_order_id, ==, "89");
  g_ptr_array_unref (links.of_case);
  rs_link_unref (links.by_ref);
}

/* Problems */

typedef struct
{
  const char *case_key;
  const char *const *causes; /* "code subject", NULL at the end */
  RsInstant now;
} Problems;

static gboolean
set_problems (RsDb *db, gpointer data, GError **error)
{
  Problems *self = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);

  for (guint i = 0; self->causes[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->causes[i], " ", 2);

      g_ptr_array_add (problems, rs_problem_new (parts[0], parts[1], self->case_key, "map-term,retry",
                                                 "%s waits because of Ørsted & Søn <100%%>", self->case_key));
    }
  return rs_problems_set_for_case (db, self->case_key, problems, self->now, error);
}

#define CAUSES(...) ((const char *const[]) { __VA_ARGS__ __VA_OPT__ (, ) NULL })

static gboolean
list_problems (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **problems = data;

  return (*problems = rs_problems_list (db, NULL, error)) != NULL;
}

static gboolean
list_found (RsDb *db, gpointer data, GError **error)
{
  guint *found = data;
  g_autoptr (GPtrArray) by_text = rs_problems_list (db, "ørsted", error);
  g_autoptr (GPtrArray) by_code = rs_problems_list (db, "UNMAPPED 5", error);
  g_autoptr (GPtrArray) by_nothing = rs_problems_list (db, "volcano", error);
  g_autoptr (GPtrArray) of_case = rs_problems_of_case (db, "rb-order/1", error);

  found[0] = by_text->len;
  found[1] = by_code->len;
  found[2] = by_nothing->len;
  found[3] = of_case->len;
  return rs_problems_count (db, &found[4], error);
}

static void
assert_open (Fixture *fixture, guint index, guint n, const char *subject, const char *case_key,
             RsInstant since)
{
  g_autoptr (GPtrArray) problems = NULL;
  RsProblem *problem;

  fixture_read (fixture, list_problems, &problems);
  g_assert_cmpuint (problems->len, ==, n);
  problem = g_ptr_array_index (problems, index);
  g_assert_cmpstr (problem->subject, ==, subject);
  g_assert_cmpstr (problem->case_key, ==, case_key);
  g_assert_cmpint (problem->since, ==, since);
  g_assert_true (g_strv_equal ((const char *const *) problem->remedies, CAUSES ("map-term", "retry")));
}

static void
test_a_problem_that_stays_keeps_its_since_and_a_solved_one_leaves (Fixture *fixture, gconstpointer data)
{
  guint found[5];

  fixture_write (
    fixture, set_problems,
    &(Problems) { "rb-order/1", CAUSES ("term-unmapped term/5", "address-incomplete rb-order/1"), 100 });
  fixture_write (fixture, set_problems, &(Problems) { "rb-order/1", CAUSES ("term-unmapped term/5"), 200 });
  assert_open (fixture, 0, 1, "term/5", "rb-order/1", 100);
  fixture_read (fixture, list_found, found);
  g_assert_cmpuint (found[0], ==, 1);
  g_assert_cmpuint (found[1], ==, 1);
  g_assert_cmpuint (found[2], ==, 0);
  g_assert_cmpuint (found[3], ==, 1);
  g_assert_cmpuint (found[4], ==, 1);

  fixture_write (fixture, set_problems, &(Problems) { "rb-order/1", CAUSES (), 300 });
  fixture_read (fixture, list_found, found);
  g_assert_cmpuint (found[4], ==, 0);
  fixture_write (fixture, set_problems, &(Problems) { "rb-order/1", CAUSES ("term-unmapped term/5"), 400 });
  assert_open (fixture, 0, 1, "term/5", "rb-order/1", 400);
}

static gboolean
list_stopped (RsDb *db, gpointer data, GError **error)
{
  char **stopped = data;
  g_autoptr (GPtrArray) problems = rs_problems_list (db, NULL, error);
  const RsProblem *problem = g_ptr_array_index (problems, 0);
  g_autoptr (GPtrArray) case_keys = rs_problems_list_cases (db, problem->code, problem->subject, error);

  g_assert_cmpuint (problem->n_cases, ==, case_keys->len);
  g_ptr_array_add (case_keys, NULL);
  *stopped = g_strjoinv (" ", (char **) case_keys->pdata);
  return TRUE;
}

static void
test_a_problem_names_the_cases_it_stops_in_the_order_of_their_numbers (Fixture *fixture, gconstpointer data)
{
  static const char *const case_keys[] = { "rb-order/1000", "rb-order/2", "rb-order/999" };
  g_autofree char *stopped = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (case_keys); i++)
    fixture_write (fixture, set_problems,
                   &(Problems) { case_keys[i], CAUSES ("country-unknown country/Norig"), 100 });
  fixture_read (fixture, list_stopped, &stopped);
  g_assert_cmpstr (stopped, ==, "rb-order/2 rb-order/999 rb-order/1000");
}

static void
test_a_cause_of_two_cases_is_one_problem_until_both_are_free (Fixture *fixture, gconstpointer data)
{
  guint found[5];

  fixture_write (fixture, set_problems,
                 &(Problems) { "rb-order/1", CAUSES ("country-unknown country/Norig"), 100 });
  fixture_write (fixture, set_problems,
                 &(Problems) { "rb-order/2", CAUSES ("country-unknown country/Norig"), 200 });
  assert_open (fixture, 0, 1, "country/Norig", "rb-order/1", 100);
  fixture_write (fixture, set_problems, &(Problems) { "rb-order/1", CAUSES (), 300 });
  assert_open (fixture, 0, 1, "country/Norig", "rb-order/2", 100);
  fixture_read (fixture, list_found, found);
  g_assert_cmpuint (found[3], ==, 0);
  fixture_write (fixture, set_problems, &(Problems) { "rb-order/2", CAUSES (), 400 });
  fixture_read (fixture, list_found, found);
  g_assert_cmpuint (found[4], ==, 0);
}

static gboolean
raise_offline (RsDb *db, gpointer data, GError **error)
{
  RsInstant *now = data;
  g_autoptr (RsProblem) problem
    = rs_problem_new (RS_PROBLEM_OFFLINE, "rackbeat", NULL, "map-term,retry", "Rackbeat cannot be reached");

  return rs_problems_raise (db, problem, *now, error);
}

static gboolean
solve_offline (RsDb *db, gpointer data, GError **error)
{
  RsInstant *now = data;

  return rs_problems_solve (db, RS_PROBLEM_OFFLINE, "rackbeat", *now, error);
}

static void
test_a_problem_of_a_service_is_raised_once_and_solved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;

  fixture_write (fixture, solve_offline, &(RsInstant) { 50 });
  fixture_write (fixture, raise_offline, &(RsInstant) { 100 });
  fixture_write (fixture, raise_offline, &(RsInstant) { 200 });
  assert_open (fixture, 0, 1, "rackbeat", NULL, 100);
  fixture_write (fixture, solve_offline, &(RsInstant) { 300 });
  fixture_read (fixture, list_problems, &left);
  g_assert_cmpuint (left->len, ==, 0);
}

/* Activity */

static gboolean
add_activity (RsDb *db, gpointer data, GError **error)
{
  return rs_activity_add (db, 100, "rb-order/1", "sync", "create-ws-order", "done", "88", error)
         && rs_activity_add (db, 200, "rb-order/2", "person", "retry", "failed", "Carrier says <no> 100%",
                             error)
         && rs_activity_add (db, 300, NULL, "sync", "sync-cycle", "done", NULL, error);
}

typedef struct
{
  const char *case_key;
  const char *search;
  guint limit;
  GPtrArray *entries;
} List;

static gboolean
list_activity (RsDb *db, gpointer data, GError **error)
{
  List *self = data;

  return (self->entries = rs_activity_list (db, self->case_key, self->search, self->limit, error)) != NULL;
}

static void
assert_activity (Fixture *fixture, const char *case_key, const char *search, guint limit, guint n,
                 RsInstant newest)
{
  List list = { case_key, search, limit, NULL };

  fixture_read (fixture, list_activity, &list);
  g_assert_cmpuint (list.entries->len, ==, n);
  if (n > 0)
    g_assert_cmpint (((RsActivity *) list.entries->pdata[0])->at, ==, newest);
  g_ptr_array_unref (list.entries);
}

static void
test_activity_is_newest_first_and_searchable (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, add_activity, NULL);
  assert_activity (fixture, NULL, NULL, 0, 3, 300);
  assert_activity (fixture, NULL, NULL, 2, 2, 300);
  assert_activity (fixture, "rb-order/1", NULL, 0, 1, 100);
  assert_activity (fixture, NULL, "CARRIER SAYS", 0, 1, 200);
  assert_activity (fixture, NULL, "rb-order/2", 0, 1, 200);
  assert_activity (fixture, NULL, "100%", 0, 1, 200);
  assert_activity (fixture, NULL, "_", 0, 0, 0);
  assert_activity (fixture, "rb-order/1", "retry", 0, 0, 0);
}

/* Capabilities, answers, settings, mapping */

static gboolean
put_the_rest (RsDb *db, gpointer data, GError **error)
{
  return rs_capabilities_set (db, "rackbeat", "write-orders", "yes", 100, error)
         && rs_capabilities_set (db, "rackbeat", "write-orders", "no", 200, error)
         && rs_capabilities_set (db, "webshipper", "drop-points", "yes", 300, error)
         && rs_answers_put (db, "country", "norig", "NO", error)
         && rs_answers_put (db, "country", "norig", "SE", error)
         && rs_answers_put (db, "fraction", "CYK-1", "up", error)
         && rs_settings_set (db, "direction", "to-webshipper", error)
         && rs_settings_set (db, "direction", "to-rackbeat", error)
         && rs_settings_set (db, "pace", "60", error) && rs_settings_set (db, "pace", NULL, error)
         && rs_settings_set (db, "never-set", NULL, error) && rs_mapping_put (db, 7, 1, 10, error)
         && rs_mapping_put (db, 7, 1, 11, error) && rs_mapping_put (db, 7, 2, 11, error)
         && rs_mapping_put (db, 8, 1, 20, error) && rs_mapping_put (db, 7, 3, 12, error)
         && rs_mapping_remove (db, 7, 3, error) && rs_mapping_remove (db, 9, 9, error);
}

static gboolean
check_the_rest (RsDb *db, gpointer data, GError **error)
{
  g_autofree char *capability = rs_capabilities_get (db, "rackbeat", "write-orders", RS_INSTANT_NONE, error);
  g_autofree char *unknown = rs_capabilities_get (db, "rackbeat", "custom-fields", RS_INSTANT_NONE, error);
  g_autofree char *lately = rs_capabilities_get (db, "rackbeat", "write-orders", 200, error);
  g_autofree char *never_since = rs_capabilities_get (db, "rackbeat", "write-orders", 201, error);
  g_autoptr (GPtrArray) capabilities = rs_capabilities_list (db, error);
  g_autoptr (GHashTable) countries = rs_answers_all (db, "country", error);
  g_autoptr (GHashTable) mapping = rs_mapping_all (db, 7, error);
  g_autofree char *direction = rs_settings_get (db, "direction", error);
  g_autofree char *pace = rs_settings_get (db, "pace", error);
  gint64 term = 1;

  g_assert_cmpstr (capability, ==, "no");
  g_assert_cmpstr (lately, ==, "no");
  g_assert_null (never_since);
  g_assert_null (unknown);
  g_assert_cmpuint (capabilities->len, ==, 2);
  g_assert_cmpint (((RsCapability *) capabilities->pdata[0])->learned_at, ==, 200);
  g_assert_cmpstr (((RsCapability *) capabilities->pdata[1])->name, ==, "drop-points");
  g_assert_cmpuint (g_hash_table_size (countries), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (countries, "norig"), ==, "SE");
  g_assert_cmpuint (g_hash_table_size (mapping), ==, 2);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (mapping, &term), ==, 11);
  g_assert_cmpstr (direction, ==, "to-rackbeat");
  g_assert_null (pace);
  return TRUE;
}

static void
test_what_was_learned_answered_and_set_is_kept (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, put_the_rest, NULL);
  fixture_read (fixture, check_the_rest, NULL);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  fixture->store = rs_store_open (fixture->path, RS_STORE_DEFAULT, NULL);
  fixture_read (fixture, check_the_rest, NULL);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("links/a-webshipper-order-is-linked-once", test_a_webshipper_order_is_linked_once);
  FIXTURE_ADD ("problems/one-that-stays-keeps-its-since-and-a-solved-one-leaves",
               test_a_problem_that_stays_keeps_its_since_and_a_solved_one_leaves);
  FIXTURE_ADD ("problems/a-problem-names-the-cases-it-stops-in-the-order-of-their-numbers",
               test_a_problem_names_the_cases_it_stops_in_the_order_of_their_numbers);
  FIXTURE_ADD ("problems/a-cause-of-two-cases-is-one-problem-until-both-are-free",
               test_a_cause_of_two_cases_is_one_problem_until_both_are_free);
  FIXTURE_ADD ("problems/one-of-a-service-is-raised-once-and-solved",
               test_a_problem_of_a_service_is_raised_once_and_solved);
  FIXTURE_ADD ("activity/is-newest-first-and-searchable", test_activity_is_newest_first_and_searchable);
  FIXTURE_ADD ("records/what-was-learned-answered-and-set-is-kept",
               test_what_was_learned_answered_and_set_is_kept);
  return g_test_run ();
}
