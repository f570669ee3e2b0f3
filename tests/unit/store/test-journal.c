/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-error.h"
#include "rs-lookup.h"
#include "rs-mirror.h"

#include <string.h>

#define CASE_KEY "rb-order/1042"

static RsStep *
make_step (const char *key, RsStepState state)
{
  RsStep *step = rs_step_new ();

  step->key = g_strdup (key);
  step->kind = g_strdup ("create-ws-order");
  step->case_key = g_strdup (CASE_KEY);
  step->state = state;
  step->payload = g_strdup ("{\"ext_ref\":\"rb-shipment/7301\"}");
  step->who = g_strdup ("sync");
  step->created_at = 1000;
  step->changed_at = 1000;
  return step;
}

typedef struct
{
  RsStep *step;
  gboolean added;
} Add;

static gboolean
add (RsDb *db, gpointer data, GError **error)
{
  Add *self = data;

  return rs_journal_add (db, self->step, &self->added, error);
}

static gboolean
update (RsDb *db, gpointer data, GError **error)
{
  return rs_journal_update (db, data, error);
}

static gboolean
read_case (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **steps = data;

  return (*steps = rs_journal_of_case (db, CASE_KEY, error)) != NULL;
}

static void
test_a_key_is_added_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) first = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_PLANNED);
  g_autoptr (RsStep) second = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_PLANNED);
  g_autoptr (GPtrArray) steps = NULL;
  Add one = { first, FALSE };
  Add other = { second, TRUE };

  fixture_write (fixture, add, &one);
  g_assert_true (one.added);
  g_assert_cmpint (first->id, >, 0);
  fixture_write (fixture, add, &other);
  g_assert_false (other.added);
  g_assert_cmpint (second->id, ==, 0);
  fixture_read (fixture, read_case, &steps);
  g_assert_cmpuint (steps->len, ==, 1);
}

static void
test_a_step_comes_back_whole_and_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) first = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_PLANNED);
  g_autoptr (RsStep) second = make_step ("book-ws-shipment:rb-shipment/7301", RS_STEP_PLANNED);
  g_autoptr (GPtrArray) steps = NULL;
  RsStep *read;

  fixture_write (fixture, add, &(Add) { first });
  fixture_write (fixture, add, &(Add) { second });
  first->state = RS_STEP_WAITING;
  first->attempts = 3;
  first->due_at = 5000;
  first->error = g_strdup ("Webshipper asks to wait");
  first->error_code = RS_ERROR_THROTTLED;
  first->result = g_strdup ("{\"id\":\"88\"}");
  first->changed_at = 2000;
  fixture_write (fixture, update, first);

  fixture_read (fixture, read_case, &steps);
  g_assert_cmpuint (steps->len, ==, 2);
  read = g_ptr_array_index (steps, 0);
  g_assert_cmpint (read->id, ==, first->id);
  g_assert_cmpstr (read->key, ==, first->key);
  g_assert_cmpstr (read->kind, ==, first->kind);
  g_assert_cmpstr (read->case_key, ==, CASE_KEY);
  g_assert_cmpint (read->state, ==, RS_STEP_WAITING);
  g_assert_cmpstr (read->payload, ==, first->payload);
  g_assert_cmpstr (read->result, ==, first->result);
  g_assert_cmpuint (read->attempts, ==, 3);
  g_assert_cmpint (read->due_at, ==, 5000);
  g_assert_cmpstr (read->error, ==, first->error);
  g_assert_cmpint (read->error_code, ==, RS_ERROR_THROTTLED);
  g_assert_cmpstr (read->who, ==, "sync");
  g_assert_cmpint (read->created_at, ==, 1000);
  g_assert_cmpint (read->changed_at, ==, 2000);
  read = g_ptr_array_index (steps, 1);
  g_assert_cmpint (read->due_at, ==, RS_INSTANT_NONE);
  g_assert_null (read->error);
}

static void
test_updating_a_step_that_is_not_there_is_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) step = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_DONE);
  g_autofree char *words = fixture_write_refused (fixture, update, step, RS_ERROR_STORAGE);

  g_assert_nonnull (strstr (words, "journal"));
}

static gboolean
doubt (RsDb *db, gpointer data, GError **error)
{
  return rs_journal_doubt_sent (db, data, error);
}

typedef struct
{
  RsInstant now;
  guint limit;
  GPtrArray *keys;
} Dirty;

static gboolean
list_dirty (RsDb *db, gpointer data, GError **error)
{
  Dirty *self = data;

  return (self->keys = rs_cases_list_dirty (db, self->now, self->limit, error)) != NULL;
}

static guint
count_dirty (Fixture *fixture, RsInstant now)
{
  Dirty dirty = { now, 0, NULL };
  guint n;

  fixture_read (fixture, list_dirty, &dirty);
  n = dirty.keys->len;
  g_ptr_array_unref (dirty.keys);
  return n;
}

static void
test_after_a_start_what_was_sent_is_in_doubt (Fixture *fixture, gconstpointer data)
{
  static const RsStepState states[]
    = { RS_STEP_SENT, RS_STEP_DONE, RS_STEP_SENT, RS_STEP_FAILED, RS_STEP_DROPPED };
  g_autoptr (GPtrArray) steps = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *key = g_strdup_printf ("create-ws-order:rb-shipment/%u", i);
      g_autoptr (RsStep) step = make_step (key, states[i]);

      fixture_write (fixture, add, &(Add) { step });
    }
  fixture_write (fixture, doubt, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 1);
  fixture_read (fixture, read_case, &steps);
  for (guint i = 0; i < steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpint (step->state, ==, states[i] == RS_STEP_SENT ? RS_STEP_DOUBTFUL : states[i]);
    }
  fixture_write (fixture, doubt, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_a_waiting_step_is_looked_at_when_it_is_due (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) step = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_WAITING);

  step->due_at = 5000;
  fixture_write (fixture, add, &(Add) { step });
  g_assert_cmpuint (count_dirty (fixture, 4999), ==, 0);
  g_assert_cmpuint (count_dirty (fixture, 5000), ==, 1);
}

/* A clock that was years ahead wrote when it is due. */
static void
test_a_time_that_cannot_be_right_is_not_waited_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) step = make_step ("create-ws-order:rb-shipment/7301", RS_STEP_WAITING);
  RsInstant now = 1000 * RS_INSTANT_DAY;

  step->due_at = now + RS_STEP_LONGEST_WAIT;
  fixture_write (fixture, add, &(Add) { step });
  g_assert_cmpuint (count_dirty (fixture, now), ==, 0);
  g_assert_false (rs_step_is_due (step, now));
  g_assert_cmpuint (count_dirty (fixture, now - 1), ==, 1);
  g_assert_true (rs_step_is_due (step, now - 1));
  g_assert_cmpuint (count_dirty (fixture, G_MAXINT64), ==, 1);
  step->due_at = RS_INSTANT_NONE;
  g_assert_true (rs_step_is_due (step, now));
}

static gboolean
mark (RsDb *db, gpointer data, GError **error)
{
  return rs_cases_mark_dirty (db, data, error);
}

typedef struct
{
  gint64 stamp;
} Look;

static gboolean
look (RsDb *db, gpointer data, GError **error)
{
  Look *self = data;

  return rs_cases_dirty_stamp (db, CASE_KEY, &self->stamp, error);
}

static gboolean
end_look (RsDb *db, gpointer data, GError **error)
{
  Look *self = data;

  return rs_cases_clear_dirty (db, CASE_KEY, self->stamp, error);
}

static void
test_a_case_marked_again_while_looked_at_stays_marked (Fixture *fixture, gconstpointer data)
{
  Look self = { 0 };

  fixture_write (fixture, mark, (gpointer) CASE_KEY);
  fixture_write (fixture, mark, (gpointer) CASE_KEY);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 1);
  fixture_read (fixture, look, &self);
  fixture_write (fixture, mark, (gpointer) CASE_KEY);
  fixture_write (fixture, end_look, &self);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 1);
  fixture_read (fixture, look, &self);
  fixture_write (fixture, end_look, &self);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 0);
}

static void
test_a_case_looked_at_without_a_mark_keeps_one_that_comes_meanwhile (Fixture *fixture, gconstpointer data)
{
  Look self = { 99 };

  fixture_read (fixture, look, &self);
  g_assert_cmpint (self.stamp, ==, 0);
  fixture_write (fixture, mark, (gpointer) CASE_KEY);
  fixture_write (fixture, end_look, &self);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 1);
}

static gboolean
put_row (RsDb *db, gpointer data, GError **error)
{
  return rs_cases_put_row (db, data, error);
}

static gboolean
mark_all (RsDb *db, gpointer data, GError **error)
{
  return rs_cases_mark_all_dirty (db, error);
}

static void
test_all_cases_are_marked_and_listed_up_to_a_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  Dirty some = { 0, 3, NULL };

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (RsCaseRow) row = fixture_make_row (random, i);

      fixture_write (fixture, put_row, row);
    }
  fixture_write (fixture, mark_all, NULL);
  fixture_write (fixture, mark_all, NULL);
  g_assert_cmpuint (count_dirty (fixture, 0), ==, 5);
  fixture_read (fixture, list_dirty, &some);
  g_assert_cmpuint (some.keys->len, ==, 3);
  g_ptr_array_unref (some.keys);
}

typedef struct
{
  RsStep *step;
  const char *case_key;
  gboolean taken;
} TakeOver;

static gboolean
take_over (RsDb *db, gpointer data, GError **error)
{
  TakeOver *self = data;

  return rs_journal_take_over (db, self->step, self->case_key, &self->taken, error);
}

static gboolean
find_step (RsDb *db, gpointer data, GError **error)
{
  RsStep **step = data;

  *step = rs_journal_find (db, "create-rb-customer:vat/12345678", error);
  return TRUE;
}

static void
test_what_several_cases_want_anew_is_taken_by_one_of_them (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) step = make_step ("create-rb-customer:vat/12345678", RS_STEP_FAILED);
  Add adding = { step, FALSE };
  TakeOver first = { step, "ws-order/1", FALSE }, second = { step, "ws-order/2", FALSE };
  g_autoptr (RsStep) found = NULL;

  fixture_write (fixture, add, &adding);
  g_set_str (&step->payload, "{\"new\":1}");
  fixture_write (fixture, take_over, &first);
  fixture_write (fixture, take_over, &second);
  g_assert_true (first.taken);
  g_assert_false (second.taken);
  fixture_read (fixture, find_step, &found);
  g_assert_cmpstr (found->case_key, ==, "ws-order/1");
  g_assert_cmpint (found->state, ==, RS_STEP_SENT);
  g_assert_cmpstr (found->payload, ==, "{\"new\":1}");
}

static void
test_a_key_that_nobody_added_is_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsStep) found = NULL;

  fixture_read (fixture, find_step, &found);
  g_assert_null (found);
}

static gboolean
put_words (RsDb *db, gpointer data, GError **error)
{
  return rs_lookup_put (db, "item", "barcode/1", "A", error)
         && rs_lookup_put (db, "item", "barcode/1", "B", error)
         && rs_lookup_put (db, "item", "barcode/1", "A", error)
         && rs_lookup_put (db, "customer", "barcode/1", "C", error);
}

static gboolean
find_words (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **keys = data;

  return (*keys = rs_lookup_find (db, "item", "barcode/1", error)) != NULL;
}

static void
test_a_word_finds_each_of_its_kind_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) keys = NULL;

  fixture_write (fixture, put_words, NULL);
  fixture_read (fixture, find_words, &keys);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "A");
  g_assert_cmpstr (g_ptr_array_index (keys, 1), ==, "B");
}

static gboolean
put_ws_orders (RsDb *db, gpointer data, GError **error)
{
  RsLink *link = data;
  const char *const orders[][2]
    = { { "4711", NULL }, { "4712", "rb-order/1042" }, { "4713", "number/7" }, { "4714", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (!rs_mirror_put (db, RS_WEBSHIPPER, "order", orders[i][0], orders[i][1], 1, "{}", NULL, error))
      return FALSE;
  return rs_links_put (db, link, error) && rs_cases_mark_ws_orders_dirty (db, error);
}

static gboolean
list_all_dirty (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **keys = data;

  return (*keys = rs_cases_list_dirty (db, 0, 0, error)) != NULL;
}

static void
test_orders_of_webshipper_become_cases_unless_they_are_anothers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsLink) link = rs_link_new ();
  g_autoptr (GPtrArray) keys = NULL;

  link->rb_ref = g_strdup ("rb-order/1050");
  link->ws_order_id = g_strdup ("4714");
  link->case_key = g_strdup ("rb-order/1050");
  fixture_write (fixture, put_ws_orders, link);
  fixture_read (fixture, list_all_dirty, &keys);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "ws-order/4711");
  g_assert_cmpstr (g_ptr_array_index (keys, 1), ==, "ws-order/4713");
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("journal/a-key-is-added-once", test_a_key_is_added_once);
  FIXTURE_ADD ("journal/a-step-comes-back-whole-and-in-order", test_a_step_comes_back_whole_and_in_order);
  FIXTURE_ADD ("journal/updating-a-step-that-is-not-there-is-said",
               test_updating_a_step_that_is_not_there_is_said);
  FIXTURE_ADD ("journal/after-a-start-what-was-sent-is-in-doubt",
               test_after_a_start_what_was_sent_is_in_doubt);
  FIXTURE_ADD ("journal/a-waiting-step-is-looked-at-when-it-is-due",
               test_a_waiting_step_is_looked_at_when_it_is_due);
  FIXTURE_ADD ("journal/a-time-that-cannot-be-right-is-not-waited-for",
               test_a_time_that_cannot_be_right_is_not_waited_for);
  FIXTURE_ADD ("journal/what-several-cases-want-anew-is-taken-by-one-of-them",
               test_what_several_cases_want_anew_is_taken_by_one_of_them);
  FIXTURE_ADD ("journal/a-key-that-nobody-added-is-not-found", test_a_key_that_nobody_added_is_not_found);
  FIXTURE_ADD ("lookup/a-word-finds-each-of-its-kind-once", test_a_word_finds_each_of_its_kind_once);
  FIXTURE_ADD ("dirty/orders-of-webshipper-become-cases-unless-they-are-anothers",
               test_orders_of_webshipper_become_cases_unless_they_are_anothers);
  FIXTURE_ADD ("dirty/a-case-marked-again-while-looked-at-stays-marked",
               test_a_case_marked_again_while_looked_at_stays_marked);
  FIXTURE_ADD ("dirty/a-case-looked-at-without-a-mark-keeps-one-that-comes-meanwhile",
               test_a_case_looked_at_without_a_mark_keeps_one_that_comes_meanwhile);
  FIXTURE_ADD ("dirty/all-cases-are-marked-and-listed-up-to-a-limit",
               test_all_cases_are_marked_and_listed_up_to_a_limit);
  return g_test_run ();
}
