/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-fold.h"
#include "rs-query-list.h"

#include <string.h>

#define N_STEPS 800

/* What the list shows, as somebody knows it who only listens to items-changed. */
typedef struct
{
  RsQueryList *list;
  GPtrArray *seen; /* (element-type utf8) what each row said when it was announced */
  guint n_announced;
  guint n_signals;
} Mirror;

static char *
describe (const RsCaseRow *row)
{
  return g_strdup_printf ("%s|%s|%s|%s|%s", row->key, row->customer, row->state, row->country, row->term);
}

static char *
describe_at (RsQueryList *list, guint position)
{
  g_autoptr (RsCaseItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (item);
  return describe (rs_case_item_get_row (item));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Mirror *self)
{
  g_assert_cmpuint (position + removed, <=, self->seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->seen, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->seen, (int) (position + i), g_list_model_get_item (model, position + i));
  self->n_announced += added;
  self->n_signals++;
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->seen->len);
}

static void
mirror_init (Mirror *self, RsStore *store)
{
  self->list = rs_query_list_new (store);
  self->seen = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_announced = self->n_signals = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    g_ptr_array_add (self->seen, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
mirror_clear (Mirror *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->list));
  g_ptr_array_unref (self->seen);
}

static void
settle (RsQueryList *list)
{
  g_autoptr (GError) error = NULL;

  fixture_await (rs_query_list_settle (list), &error);
  g_assert_no_error (error);
  g_assert_false (rs_query_list_get_loading (list));
}

/* What should be shown, worked out here from all rows that were ever written. */
typedef struct
{
  GPtrArray *rows; /* (element-type RsCaseRow) in the order of their ids */
  char *search;
  RsRowFilter filter;
  RsSort sort;
  gboolean descending;
} Truth;

/* Whether every word of @search begins a word of @row, spelt with or without its Nordic letters. */
static gboolean
is_found (const RsCaseRow *row, const char *search)
{
  g_autofree char *text = g_strjoin (" ", row->number, row->reference, row->customer, row->city, row->phone,
                                     row->phone + 4, row->skus, row->tracking, NULL);
  g_autofree char *folded = rs_fold (text);
  g_autofree char *padded = g_strconcat (" ", folded, NULL);
  g_autofree char *wanted = rs_fold (search);
  g_auto (GStrv) words = g_strsplit (wanted, " ", 0);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strconcat (" ", words[i], NULL);

      if (strstr (padded, word) == NULL)
        return FALSE;
    }
  return TRUE;
}

static int
compare_folded (const char *a, const char *b)
{
  g_autofree char *a_folded = rs_fold (a);
  g_autofree char *b_folded = rs_fold (b);

  return strcmp (a_folded, b_folded);
}

#define COMPARE(a, b) ((a) > (b)) - ((a) < (b))

static int
compare_rows (gconstpointer first, gconstpointer second, gpointer data)
{
  const RsCaseRow *a = *(const RsCaseRow *const *) first;
  const RsCaseRow *b = *(const RsCaseRow *const *) second;
  const Truth *truth = data;
  int order = 0;

  switch (truth->sort)
    {
    case RS_SORT_NEWEST:
      order = COMPARE (b->created_at, a->created_at);
      break;
    case RS_SORT_NUMBER:
      order = COMPARE (g_ascii_strtoll (a->number, NULL, 10), g_ascii_strtoll (b->number, NULL, 10));
      break;
    case RS_SORT_CUSTOMER:
      order = compare_folded (a->customer, b->customer);
      break;
    case RS_SORT_COUNTRY:
      order = g_strcmp0 (a->country, b->country);
      break;
    case RS_SORT_TERM:
      order = compare_folded (a->term, b->term);
      break;
    case RS_SORT_STATE:
      order = strcmp (a->state, b->state);
      if (order == 0)
        order = COMPARE (a->created_at, b->created_at);
      break;
    case RS_SORT_AMOUNT:
      order = COMPARE (a->amount.micros, b->amount.micros);
      break;
    case RS_SORT_WEIGHT:
      order = COMPARE (a->grams.micros, b->grams.micros);
      break;
    default:
      g_assert_not_reached ();
    }
  if (order == 0)
    order = truth->sort == RS_SORT_NEWEST ? COMPARE (b->id, a->id) : COMPARE (a->id, b->id);
  return truth->descending ? -order : order;
}

static gboolean
is_let_through (const RsCaseRow *row, const RsRowFilter *filter)
{
  return (filter->state == NULL || g_str_equal (row->state, filter->state))
         && (filter->since == RS_INSTANT_NONE
             || (row->created_at != RS_INSTANT_NONE && row->created_at >= filter->since))
         && (filter->term == NULL || g_strcmp0 (row->term, filter->term) == 0)
         && (filter->rate == NULL || g_strcmp0 (row->rate, filter->rate) == 0)
         && (filter->country == NULL || g_strcmp0 (row->country, filter->country) == 0);
}

static GPtrArray *
expected_rows (Truth *truth)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < truth->rows->len; i++)
    {
      RsCaseRow *row = g_ptr_array_index (truth->rows, i);

      if (is_let_through (row, &truth->filter) && (truth->search == NULL || is_found (row, truth->search)))
        g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort_with_data (rows, compare_rows, truth);
  return rows;
}

static void
check_against_truth (Mirror *mirror, Truth *truth, guint step)
{
  g_autoptr (GPtrArray) expected = expected_rows (truth);
  guint n_held = 0;

  if (mirror->seen->len != expected->len)
    g_error ("after step %u the list has %u rows, not %u", step, mirror->seen->len, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      g_autofree char *wanted = describe (g_ptr_array_index (expected, i));
      g_autofree char *seen = describe (rs_case_item_get_row (g_ptr_array_index (mirror->seen, i)));

      if (!g_str_equal (wanted, seen))
        g_error ("after step %u row %u says %s, not %s", step, i, seen, wanted);
    }
  for (guint i = 0; i < truth->rows->len; i++)
    n_held += g_str_equal (((RsCaseRow *) g_ptr_array_index (truth->rows, i))->state, RS_CASE_STATE_HELD);
  g_assert_cmpuint (rs_query_list_get_count (mirror->list, RS_CASE_STATE_HELD), ==, n_held);
  g_assert_cmpuint (rs_query_list_get_count (mirror->list, NULL), ==, truth->rows->len);
}

static gboolean
put_rows (RsDb *db, gpointer data, GError **error)
{
  GPtrArray *rows = data;

  for (guint i = 0; i < rows->len; i++)
    if (!rs_cases_put_row (db, g_ptr_array_index (rows, i), error))
      return FALSE;
  return TRUE;
}

/* Writes a few rows, new ones and changed ones, in one transaction. */
static void
write_some (Fixture *fixture, Truth *truth, RsRandom *random)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);
  guint n = (guint) rs_random_range (random, 1, 8);

  for (guint i = 0; i < n; i++)
    {
      gboolean is_new
        = truth->rows->len == 0 || rs_random_chance (random, truth->rows->len < 300 ? 0.4 : 0.05);
      guint index = is_new ? truth->rows->len : (guint) rs_random_range (random, 0, truth->rows->len);
      RsCaseRow *row = fixture_make_row (random, index + 1);

      row->id = index + 1;
      if (rs_random_chance (random, 0.2)) /* it moves in time as well */
        row->created_at -= rs_random_range (random, 0, 100) * RS_INSTANT_SECOND;
      g_ptr_array_add (batch, rs_case_row_ref (row));
      if (is_new)
        {
          g_ptr_array_add (truth->rows, row);
          continue;
        }
      rs_case_row_unref (truth->rows->pdata[index]);
      truth->rows->pdata[index] = row;
    }
  fixture_write (fixture, put_rows, batch);
}

/* Each part of the filter half of the time, by what some row has. */
static void
ask_for_some (Truth *truth, RsRandom *random)
{
  static const char *const states[] = { NULL, NULL, RS_CASE_STATE_HELD, RS_CASE_STATE_SHIPPED };
  const RsCaseRow *like = truth->rows->len > 0
                            ? g_ptr_array_index (truth->rows, rs_random_range (random, 0, truth->rows->len))
                            : NULL;
  RsRowFilter *filter = &truth->filter;

  rs_row_filter_clear (filter);
  filter->state = g_strdup (states[rs_random_range (random, 0, G_N_ELEMENTS (states))]);
  if (like == NULL)
    return;
  if (rs_random_chance (random, 0.3))
    filter->since = like->created_at;
  if (rs_random_chance (random, 0.3))
    filter->term = g_strdup (like->term);
  if (rs_random_chance (random, 0.3))
    filter->rate = g_strdup (like->rate);
  if (rs_random_chance (random, 0.3))
    filter->country = g_strdup (like->country);
}

static void
ask_something (Mirror *mirror, Truth *truth, RsRandom *random)
{
  static const char *const searches[]
    = { NULL, "a", "møl", "moeller 1", "Holm aps", "12", "cyk-4", "ÅRHUS", "nobody", "1 2 po" };

  switch (rs_random_range (random, 0, 3))
    {
    case 0:
      g_set_str (&truth->search, searches[rs_random_range (random, 0, G_N_ELEMENTS (searches))]);
      rs_query_list_set_search (mirror->list, truth->search);
      break;
    case 1:
      ask_for_some (truth, random);
      rs_query_list_set_filter (mirror->list, &truth->filter);
      break;
    default:
      truth->sort = (RsSort) rs_random_range (random, RS_SORT_NEWEST, RS_SORT_WEIGHT + 1);
      truth->descending = rs_random_chance (random, 0.5);
      rs_query_list_set_sort (mirror->list, truth->sort, truth->descending);
      break;
    }
}

static void
test_whoever_follows_the_signals_sees_the_truth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = fixture_random ();
  Truth truth
    = { g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref), NULL, RS_ROW_FILTER_ALL };
  Mirror mirror;

  mirror_init (&mirror, fixture->store);
  for (guint step = 0; step < N_STEPS; step++)
    {
      if (rs_random_chance (random, 0.7))
        write_some (fixture, &truth, random);
      else
        ask_something (&mirror, &truth, random);
      if (rs_random_chance (random, 0.3)) /* else it is still busy with the last step */
        {
          settle (mirror.list);
          check_against_truth (&mirror, &truth, step);
        }
    }
  settle (mirror.list);
  check_against_truth (&mirror, &truth, N_STEPS);
  g_test_message ("%u rows, %u signals, %u announced", truth.rows->len, mirror.n_signals, mirror.n_announced);
  mirror_clear (&mirror);
  g_ptr_array_unref (truth.rows);
  g_free (truth.search);
  rs_row_filter_clear (&truth.filter);
}

static void
put_many (Fixture *fixture, RsRandom *random, guint first, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, fixture_make_row (random, first + i));
  fixture_write (fixture, put_rows, rows);
}

static void
test_only_what_changed_is_announced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);
  Mirror mirror;

  put_many (fixture, random, 1, 1000);
  mirror_init (&mirror, fixture->store);
  settle (mirror.list);
  g_assert_cmpuint (mirror.seen->len, ==, 1000);
  mirror.n_announced = mirror.n_signals = 0;

  g_ptr_array_add (changes, fixture_make_row (random, 10));
  g_ptr_array_add (changes, fixture_make_row (random, 500));
  g_ptr_array_add (changes, fixture_make_row (random, 1001));
  fixture_write (fixture, put_rows, changes);
  settle (mirror.list);
  g_assert_cmpuint (mirror.seen->len, ==, 1001);
  g_assert_cmpuint (mirror.n_signals, ==, 3);
  g_assert_cmpuint (mirror.n_announced, ==, 3);

  fixture_write (fixture, put_rows, changes); /* as they are already */
  settle (mirror.list);
  g_assert_cmpuint (mirror.n_signals, ==, 3);
  mirror_clear (&mirror);
}

static void
on_notify (GObject *object, GParamSpec *pspec, guint *count)
{
  ++*count;
}

static void
count_signal (GListModel *model, guint position, guint removed, guint added, guint *n_signals)
{
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (removed, ==, 1);
  g_assert_cmpuint (added, ==, 1);
  ++*n_signals;
}

static void
test_a_change_is_announced_to_who_has_the_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  g_autoptr (RsQueryList) list = NULL;
  g_autoptr (RsCaseItem) newest = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_signals = 0;

  put_many (fixture, random, 1, 300);
  list = rs_query_list_new (fixture->store);
  settle (list);
  before = describe_at (list, 299);
  newest = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_signal), &n_signals);
  put_many (fixture, random, 1, 200); /* not the newest */
  settle (list);
  g_assert_cmpuint (n_signals, ==, 0);
  after = describe_at (list, 299);
  g_assert_cmpstr (after, !=, before);
  put_many (fixture, random, 1, 300);
  settle (list);
  g_assert_cmpuint (n_signals, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&list));
}

static void
test_commits_are_followed_without_being_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  g_autoptr (RsQueryList) list = rs_query_list_new (fixture->store);
  guint n_counts = 0, n_items = 0;

  settle (list);
  g_signal_connect (list, "counts-changed", G_CALLBACK (on_notify), &n_counts);
  g_signal_connect (list, "notify::n-items", G_CALLBACK (on_notify), &n_items);
  put_many (fixture, random, 1, 3);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_counts, ==, 1);
  g_assert_cmpuint (n_items, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&list));
}

static void
search_from_within (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  rs_query_list_set_search (RS_QUERY_LIST (model), "7");
}

static void
test_a_listener_may_ask_for_something_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (1);
  Mirror mirror;

  mirror_init (&mirror, fixture->store);
  g_signal_connect (mirror.list, "items-changed", G_CALLBACK (search_from_within), NULL);
  put_many (fixture, random, 1, 20);
  settle (mirror.list);
  settle (mirror.list);
  for (guint i = 0; i < mirror.seen->len; i++)
    g_assert_nonnull (mirror.seen->pdata[i]);
  g_assert_cmpuint (mirror.seen->len, <, 20);
  g_assert_cmpuint (mirror.seen->len, >, 0);
  mirror_clear (&mirror);
}

static void
test_a_closed_list_answers_who_waits (Fixture *fixture, gconstpointer data)
{
  RsQueryList *list = rs_query_list_new (fixture->store);
  DexFuture *future = rs_query_list_settle (list);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (list);
  g_assert_false (fixture_await (future, &error));
  g_assert_nonnull (error);
}

static gboolean
read_values (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **values = data;

  for (guint i = 0; i <= RS_ROW_VALUE_COUNTRY; i++)
    values[i] = rs_row_values (db, i, error);
  return TRUE;
}

static void
test_the_values_that_rows_have_are_listed_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = fixture_random ();
  Truth truth
    = { g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref), NULL, RS_ROW_FILTER_ALL };
  GPtrArray *values[3] = { NULL };
  guint n_terms = 0;

  for (guint i = 0; i < 30; i++)
    write_some (fixture, &truth, random);
  fixture_read (fixture, read_values, values);
  for (guint i = 0; i < truth.rows->len; i++)
    {
      const RsCaseRow *row = g_ptr_array_index (truth.rows, i);

      if (row->term != NULL)
        g_assert_true (
          g_ptr_array_find_with_equal_func (values[RS_ROW_VALUE_TERM], row->term, g_str_equal, NULL));
      if (row->country != NULL)
        g_assert_true (
          g_ptr_array_find_with_equal_func (values[RS_ROW_VALUE_COUNTRY], row->country, g_str_equal, NULL));
    }
  for (guint i = 0; i < values[RS_ROW_VALUE_TERM]->len; i++)
    for (guint j = 0; j < i; j++)
      n_terms += g_str_equal (g_ptr_array_index (values[RS_ROW_VALUE_TERM], i),
                              g_ptr_array_index (values[RS_ROW_VALUE_TERM], j));
  g_assert_cmpuint (n_terms, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_ptr_array_unref (values[i]);
  g_ptr_array_unref (truth.rows);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("list/whoever-follows-the-signals-sees-the-truth",
               test_whoever_follows_the_signals_sees_the_truth);
  FIXTURE_ADD_INLINE ("list/inline-too", test_whoever_follows_the_signals_sees_the_truth);
  FIXTURE_ADD ("list/only-what-changed-is-announced", test_only_what_changed_is_announced);
  FIXTURE_ADD ("list/a-change-is-announced-to-who-has-the-row",
               test_a_change_is_announced_to_who_has_the_row);
  FIXTURE_ADD ("list/commits-are-followed-without-being-asked",
               test_commits_are_followed_without_being_asked);
  FIXTURE_ADD ("list/a-listener-may-ask-for-something-else", test_a_listener_may_ask_for_something_else);
  FIXTURE_ADD_INLINE ("list/a-listener-may-ask-inline", test_a_listener_may_ask_for_something_else);
  FIXTURE_ADD ("list/the-values-that-rows-have-are-listed-once",
               test_the_values_that_rows_have_are_listed_once);
  FIXTURE_ADD ("list/a-closed-list-answers-who-waits", test_a_closed_list_answers_who_waits);
  return g_test_run ();
}
