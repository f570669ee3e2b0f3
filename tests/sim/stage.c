/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "stage-private.h"

#include "books.h"
#include "checker.h"
#include "people.h"

#include "rs-cases.h"
#include "rs-records.h"

#include <glib/gstdio.h>
#include <string.h>

/* The world begins on a Tuesday of March 2026, at nine in the morning. */
#define BEGINNING (1773738000 * RS_INSTANT_SECOND)
/* A story in which so much happens goes in circles. */
#define MOST_REQUESTS 60000
#define MOST_WAKES    600000
/* How long the peace lasts before judgement: work that was refused is tried again after an hour, and what no
 * list tells is found by looking at everything. */
#define SWEEPS         4
#define BETWEEN_SWEEPS (65 * RS_INSTANT_MINUTE)

void
stage_breaks (Stage *stage, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (stage->ending->broken, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
sleep_until (Stage *stage, gint64 seconds)
{
  gint64 left = seconds * RS_INSTANT_SECOND - (rs_clock_now (RS_CLOCK (stage->clock)) - BEGINNING);

  dex_await (rs_clock_sleep (RS_CLOCK (stage->clock), left), NULL);
}

static JsonObject *
find_order (JsonObject *world, gint64 number)
{
  JsonArray *orders = books_list (books_object (world, "rackbeat"), "orders");

  for (guint i = 0; i < json_array_get_length (orders); i++)
    if ((gint64) books_number (json_array_get_object_element (orders, i), "number") == number)
      return json_array_get_object_element (orders, i);
  return NULL;
}

/* All that remains, or some lines in part. */
static void
ship (Stage *stage, const Event *event)
{
  g_autoptr (JsonNode) world = rs_sandbox_get_world (stage->sandbox);
  JsonObject *order = find_order (json_node_get_object (world), 1001 + event->order);
  JsonArray *lines = books_list (order, "lines");
  g_autoptr (GArray) wanted = g_array_new (FALSE, TRUE, sizeof (RsShipLine));

  for (guint i = 0; i < json_array_get_length (lines) && event->pick % 3 != 0; i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 quantity = (gint64) books_number (line, "quantity");
      RsShipLine wish = { (gint64) books_number (line, "id"),
                          { (1 + event->pick / (i + 1) % MAX (quantity, 1)) * 1000000 } };

      if (quantity > 0 && (event->pick >> i) % 2 == 0)
        g_array_append_val (wanted, wish);
    }
  dex_future_disown (rs_engine_ship (stage->life->engine, 1001 + event->order,
                                     wanted->len > 0 ? wanted : NULL, event->amount == 1));
}

typedef struct
{
  const char *case_key;
  GPtrArray *may_be_left; /* (element-type utf8) "<case key> <code>" */
  char *remedy;           /* (owned) (nullable) */
} Button;

static gboolean
find_button (RsDb *db, gpointer data, GError **error)
{
  static const char *const known[] = { "leave", "recreate", "retry", NULL };
  Button *self = data;
  g_autoptr (GPtrArray) problems = rs_problems_of_case (db, self->case_key, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      RsProblem *problem = g_ptr_array_index (problems, i);

      for (guint j = 0; problem->remedies != NULL && problem->remedies[j] != NULL; j++)
        {
          if (self->remedy == NULL && g_strv_contains (known, problem->remedies[j]))
            self->remedy = g_strdup (problem->remedies[j]);
          if (g_str_equal (problem->remedies[j], "leave"))
            g_ptr_array_add (self->may_be_left, g_strdup_printf ("%s %s", self->case_key, problem->code));
        }
    }
  return problems != NULL;
}

static void
press (Stage *stage, const Event *event)
{
  g_autofree char *key = people_name_case (stage->sandbox, stage->story, event);
  g_autoptr (GPtrArray) may_be_left = g_ptr_array_new_with_free_func (g_free);
  Button button = { key, may_be_left, NULL };

  if (key == NULL)
    return;
  rs_store_read (stage->life->store, find_button, &button, NULL);
  for (guint i = 0; g_strcmp0 (button.remedy, "leave") == 0 && i < may_be_left->len; i++)
    g_hash_table_add (stage->left_alone, g_strdup (g_ptr_array_index (may_be_left, i)));
  if (button.remedy != NULL)
    dex_future_disown (rs_engine_answer (stage->life->engine, key, NULL, button.remedy));
  g_free (button.remedy);
}

static void
crash (Stage *stage, const Event *event)
{
  stage->crash_left = event->amount;
  stage->rebirth_in = (2 + event->pick % 90) * RS_INSTANT_SECOND;
}

/* What the judge must know of what people did: whose shipments, whose orders are no longer ours alone. */
static void
remember (Stage *stage, const Event *event)
{
  g_autofree char *key = people_name_case (stage->sandbox, stage->story, event);
  gboolean rackbeat = g_strcmp0 (event->service, "rackbeat") == 0;

  if (key == NULL || (event->kind != EVENT_ACT && event->kind != EVENT_SHIP))
    return;
  if (event->kind == EVENT_SHIP || (rackbeat && strstr (event->verb, "ship") != NULL))
    g_hash_table_add (stage->shipped, g_strdup (key));
  if (event->kind == EVENT_SHIP)
    return;
  if (g_str_equal (event->verb, "edit-buyer"))
    g_hash_table_add (stage->rebought, g_strdup (key));
  if (g_str_equal (event->verb, "create-shipment"))
    g_hash_table_add (stage->by_hand, g_strdup (key));
  if (rackbeat == stage->story->inbound
      && (g_str_equal (event->verb, "split") || g_str_has_prefix (event->verb, "edit")
          || g_str_equal (event->verb, "add-line") || (rackbeat && g_str_equal (event->verb, "book"))
          || g_str_equal (event->verb, "reopen")))
    g_hash_table_add (stage->rewritten, g_strdup (key));
}

static void
happen (Stage *stage, const Event *event)
{
  if (stage->log != NULL)
    g_string_append_printf (stage->log, "%12.3f event %s %s order %u\n",
                            (double) rs_clock_monotonic (RS_CLOCK (stage->clock)) / 1e6,
                            event->service != NULL ? event->service : "here",
                            event->verb != NULL ? event->verb : "", 1001 + event->order);
  remember (stage, event);
  switch (event->kind)
    {
    case EVENT_ACT:
      people_act (stage->sandbox, stage->story, event);
      break;
    case EVENT_FAULT:
      people_trouble (stage->sandbox, event);
      break;
    case EVENT_NETWORK:
      stage->weather.down_until = rs_clock_now (RS_CLOCK (stage->clock)) + event->amount * RS_INSTANT_SECOND;
      break;
    case EVENT_LATE:
      stage->weather.late_until = rs_clock_now (RS_CLOCK (stage->clock)) + event->amount * RS_INSTANT_SECOND;
      break;
    case EVENT_CRASH:
      crash (stage, event);
      break;
    case EVENT_CLOCK:
      desk_clock_jump (stage->desk_clock, event->amount * RS_INSTANT_SECOND);
      break;
    case EVENT_SHIP:
      if (stage->life != NULL)
        ship (stage, event);
      break;
    case EVENT_RETRY:
      if (stage->life != NULL)
        press (stage, event);
      break;
    case EVENT_CONNECT:
    default:
      life_reconnect (stage);
      break;
    }
}

/* What RackShip tells of itself at the end, for who looks for the cause. */
static gboolean
log_cases (RsDb *db, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (GPtrArray) rows = rs_cases_search (db, NULL, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      RsCaseRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GPtrArray) steps = rs_journal_of_case (db, row->key, error);
      g_autoptr (GPtrArray) problems = rs_problems_of_case (db, row->key, error);

      g_string_append_printf (stage->log, "%s: %s, %s in Rackbeat, %s in Webshipper: %s\n", row->key,
                              row->state, row->rackbeat, row->webshipper, row->next);
      for (guint j = 0; steps != NULL && j < steps->len; j++)
        {
          RsStep *step = g_ptr_array_index (steps, j);

          g_string_append_printf (stage->log, "    %s %s (%s)\n", step->key, rs_step_state_name (step->state),
                                  step->error != NULL ? step->error : "");
        }
      for (guint j = 0; problems != NULL && j < problems->len; j++)
        g_string_append_printf (stage->log, "    problem %s: %s\n",
                                ((RsProblem *) g_ptr_array_index (problems, j))->code,
                                ((RsProblem *) g_ptr_array_index (problems, j))->text);
    }
  return rows != NULL;
}

/* What both services' books say at the end. */
static void
log_books (Stage *stage)
{
  static const char *const places[][2] = { { "rackbeat", "orders" },
                                           { "rackbeat", "order_shipments" },
                                           { "webshipper", "orders" },
                                           { "webshipper", "shipments" } };
  g_autoptr (JsonNode) world = rs_sandbox_get_world (stage->sandbox);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      JsonObject *service = books_object (json_node_get_object (world), places[i][0]);
      JsonArray *rows = books_list (service, places[i][1]);

      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          g_autofree char *text = json_to_string (json_array_get_element (rows, j), FALSE);

          g_string_append_printf (stage->log, "%s %s: %s\n", places[i][0], places[i][1], text);
        }
    }
}

typedef GPtrArray *(*Judging) (const Judgement *judgement);

static void
be_judged (Stage *stage, Judging judging)
{
  g_autoptr (JsonNode) world = rs_sandbox_get_world (stage->sandbox);
  g_autoptr (JsonNode) audit = rs_sandbox_audit (stage->sandbox);
  const char *secrets[] = { rs_sandbox_get_rackbeat_key (stage->sandbox),
                            rs_sandbox_get_webshipper_token (stage->sandbox), NULL };
  Judgement judgement = { .world = json_node_get_object (world),
                          .audit = json_node_get_object (audit),
                          .store = stage->life->store,
                          .policy = stage->policy,
                          .now = rs_clock_now (RS_CLOCK (stage->clock)),
                          .left_alone = stage->left_alone,
                          .by_hand = stage->by_hand,
                          .shipped = stage->shipped,
                          .rewritten = stage->rewritten,
                          .rebought = stage->rebought,
                          .secrets = secrets,
                          .folder = stage->life->folder };
  g_autoptr (GPtrArray) broken = judging (&judgement);

  g_ptr_array_extend_and_steal (stage->ending->broken, g_steal_pointer (&broken));
}

/* Faults have stopped. What is still under way ends, everything is looked at, and then there is nothing left
 * to be done. */
static void
settle (Stage *stage)
{
  people_end_trouble (stage->sandbox);
  stage->weather = (Weather) { 0 };
  stage->crash_left = 0;
  while (stage->life == NULL)
    dex_await (rs_clock_sleep (RS_CLOCK (stage->clock), RS_INSTANT_SECOND), NULL);
  life_reconnect (stage);
  dex_await (rs_clock_sleep (RS_CLOCK (stage->clock), 20 * RS_INSTANT_MINUTE), NULL);
  life_rest (stage);
  be_judged (stage, judge_reading);
  for (guint i = 0; i <= SWEEPS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RsSyncReport) report = dex_await_boxed (
        rs_engine_sync_once (stage->life->engine, i < SWEEPS ? RS_SYNC_SWEEP : RS_SYNC_DEFAULT), &error);

      if (report == NULL)
        stage_breaks (stage, "a cycle in peace ends well: %s", error->message);
      if (i < SWEEPS)
        dex_await (rs_clock_sleep (RS_CLOCK (stage->clock), BETWEEN_SWEEPS), NULL);
    }
}

static DexFuture *
direct (gpointer data)
{
  Stage *stage = data;
  const GArray *events = stage->story->events;
  g_autoptr (GError) error = NULL;

  if (!life_begin (stage, g_build_filename (stage->folder, "life-1", NULL)))
    return dex_future_new_true ();
  if (!life_set_up (stage, &error))
    {
      stage_breaks (stage, "the set-up ends well: %s", error->message);
      return dex_future_new_true ();
    }
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      sleep_until (stage, event->at);
      happen (stage, event);
    }
  sleep_until (stage, stage->story->length);
  settle (stage);
  be_judged (stage, judge);
  if (stage->log != NULL)
    {
      log_books (stage);
      rs_store_read (stage->life->store, log_cases, stage, NULL);
    }
  stage->is_over = TRUE;
  return dex_future_new_true ();
}

/* Virtual time moves only when nothing is ready. */
static void
run_world (Stage *stage, const gboolean *until, const guint *or_zero)
{
  for (guint wakes = 0; !*until || (or_zero != NULL && *or_zero > 0); wakes++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      if (*until && (or_zero == NULL || *or_zero == 0))
        return;
      if (!rs_virtual_clock_advance_to_next (stage->clock))
        {
          stage_breaks (stage, "something always happens next: all wait, and nobody for time");
          return;
        }
      if (wakes > MOST_WAKES || stage->requests > MOST_REQUESTS)
        {
          stage_breaks (stage, "it comes to rest: %u requests", stage->requests);
          return;
        }
    }
}

static Stage *
stage_new (const Story *story, gboolean with_log)
{
  Stage *stage = g_new0 (Stage, 1);
  const char *shared = "/dev/shm";
  g_autofree char *template = g_build_filename (g_access (shared, W_OK) == 0 ? shared : g_get_tmp_dir (),
                                                "rackship-sim-XXXXXX", NULL);
  g_autofree char *first = NULL;

  stage->story = story;
  stage->ending = g_new0 (Ending, 1);
  stage->ending->broken = g_ptr_array_new_with_free_func (g_free);
  stage->clock = rs_virtual_clock_new (BEGINNING);
  stage->desk_clock = desk_clock_new (RS_CLOCK (stage->clock));
  stage->sandbox = rs_sandbox_new (RS_CLOCK (stage->clock), story->seed);
  stage->latency = rs_random_new (story->seed + 2);
  stage->rewritten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stage->shipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stage->rebought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stage->by_hand = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stage->left_alone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stage->digest = g_checksum_new (G_CHECKSUM_SHA256);
  stage->log = with_log ? g_string_new (NULL) : NULL;
  for (guint i = 0; i < story->switches->len; i++)
    rs_sandbox_set_switch (stage->sandbox, g_ptr_array_index (story->switches, i), NULL);
  rs_sandbox_populate (stage->sandbox, story->inbound ? 0 : story->orders);
  stage->folder = g_strdup (g_mkdtemp (template));
  g_assert (stage->folder != NULL);
  first = g_build_filename (stage->folder, "life-1", NULL);
  g_mkdir (first, 0700);
  return stage;
}

static void
remove_folders (Stage *stage)
{
  static const char *const files[] = { "rackship.db", "rackship.db-wal", "rackship.db-shm" };

  for (guint i = 1; i <= stage->lives + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("life-%u", i);
      g_autofree char *folder = g_build_filename (stage->folder, name, NULL);

      for (guint j = 0; j < G_N_ELEMENTS (files); j++)
        {
          g_autofree char *path = g_build_filename (folder, files[j], NULL);

          g_unlink (path);
        }
      g_rmdir (folder);
    }
  g_rmdir (stage->folder);
}

static Ending *
stage_close (Stage *stage)
{
  Ending *ending = stage->ending;

  ending->requests = stage->requests;
  ending->lives = stage->lives;
  ending->digest = g_strdup (g_checksum_get_string (stage->digest));
  ending->log = stage->log != NULL ? g_string_free (stage->log, FALSE) : NULL;
  remove_folders (stage);
  g_clear_object (&stage->sandbox);
  g_clear_object (&stage->desk_clock);
  g_clear_object (&stage->clock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&stage->latency);
  g_hash_table_unref (stage->left_alone);
  g_hash_table_unref (stage->by_hand);
  g_hash_table_unref (stage->rebought);
  g_hash_table_unref (stage->shipped);
  g_hash_table_unref (stage->rewritten);
  g_checksum_free (stage->digest);
  g_clear_pointer (&stage->policy, rs_policy_unref);
  g_free (stage->folder);
  g_free (stage);
  return ending;
}

Ending *
stage_tell (const Story *story, gboolean with_log)
{
  Stage *stage = stage_new (story, with_log);
  g_autoptr (DexFuture) direction = dex_scheduler_spawn (NULL, 0, direct, stage, NULL);

  run_world (stage, &stage->is_over, NULL);
  if (stage->life != NULL)
    {
      Life *life = g_steal_pointer (&stage->life);

      life->is_dead = TRUE;
      wire_cut (life->rackbeat);
      wire_cut (life->webshipper);
      life_unref (life);
    }
  /* Whoever was killed or stopped comes to an end by himself. */
  if (stage->is_over)
    run_world (stage, &stage->is_over, &stage->alive);
  return stage_close (stage);
}

void
ending_free (Ending *self)
{
  g_ptr_array_unref (self->broken);
  g_free (self->digest);
  g_free (self->log);
  g_free (self);
}

static void
add_positions (GPtrArray *positions, JsonObject *described)
{
  const char *name = books_text (described, "name");
  g_auto (GStrv) words = g_strsplit (books_text (described, "alternatives"), ",", -1);
  static const struct
  {
    const char *name, *values;
  } free_values[] = { { "rackbeat.rate", "60,300,5/10" },
                      { "webshipper.rate", "1/5,5/100" },
                      { "webshipper.label_delay", "3,600" },
                      { "webshipper.shipment_status", "booked,in_transit" } };

  for (guint i = 0; words[i] != NULL; i++)
    if (strchr (words[i], '#') == NULL && !g_str_equal (words[i], "*"))
      g_ptr_array_add (positions, g_strdup_printf ("%s=%s", name, words[i]));
  for (guint i = 0; i < G_N_ELEMENTS (free_values); i++)
    {
      g_auto (GStrv) values = g_strsplit (free_values[i].values, ",", -1);

      for (guint j = 0; g_str_equal (name, free_values[i].name) && values[j] != NULL; j++)
        g_ptr_array_add (positions, g_strdup_printf ("%s=%s", name, values[j]));
    }
}

GPtrArray *
stage_list_positions (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (BEGINNING);
  g_autoptr (RsSandbox) sandbox = rs_sandbox_new (RS_CLOCK (clock), 1);
  g_autoptr (JsonNode) described = rs_sandbox_describe_switches (sandbox);
  JsonArray *list = json_node_get_array (described);
  GPtrArray *positions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (list); i++)
    add_positions (positions, json_array_get_object_element (list, i));
  return positions;
}
