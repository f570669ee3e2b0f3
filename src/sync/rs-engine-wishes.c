/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-case-hold.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-line-stand.h"
#include "rs-mirror.h"

/* What a person asks of the engine: a shipment, a booking, labels. A wish is in the journal
 * before anything is sent. */

typedef struct
{
  RsEngine *engine; /* (owned) */
  gint64 order_number;
  GArray *lines; /* (owned) (nullable) (element-type RsShipLine) */
  gboolean book;
  char *text; /* (owned) (nullable) a shipment's id */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->engine);
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self->text);
  g_free (self);
}

typedef struct
{
  const char *case_key;
  RsCase *subject;
} Loading;

static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  Loading *self = data;

  self->subject = rs_case_load (db, self->case_key, error);
  return self->subject != NULL;
}

static RsCase *
load_case (RsPass *pass, const char *case_key, GError **error)
{
  Loading loading = { case_key, NULL };

  return rs_store_read (pass->store, load, &loading, error) ? loading.subject : NULL;
}

static RsDecimal
wanted_quantity (const Wish *wish, const RsRbLine *line, RsDecimal left)
{
  for (guint i = 0; wish->lines != NULL && i < wish->lines->len; i++)
    {
      const RsShipLine *want = &g_array_index (wish->lines, RsShipLine, i);

      if (want->order_line_id == line->id)
        return want->quantity;
    }
  return wish->lines != NULL ? RS_DECIMAL_ZERO : left;
}

static void
add_line (RsJsonWriter *writer, const RsRbLine *line, RsDecimal quantity)
{
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "order_line_id");
  rs_json_writer_add_int (writer, line->id);
  rs_json_writer_put_string (writer, "item_number", line->item_number);
  rs_json_writer_put_string (writer, "variation", line->variation);
  rs_json_writer_put_decimal (writer, "quantity", quantity);
  rs_json_writer_end_object (writer);
}

/* The payload of the wished shipment; impossible quantities are refused here, before anything is journaled.
 */
static char *
make_payload (const Wish *wish, const RsCase *subject, const char *cause, GError **error)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autoptr (GArray) stands = rs_case_stand_of_lines (subject);
  guint n_lines = 0;

  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "order_number");
  rs_json_writer_add_int (writer, wish->order_number);
  rs_json_writer_put_string (writer, "cause", cause);
  rs_json_writer_name (writer, "before");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < subject->rb_shipments->len; i++)
    rs_json_writer_add_int (writer, ((RsRbShipment *) g_ptr_array_index (subject->rb_shipments, i))->id);
  rs_json_writer_end_array (writer);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < stands->len; i++)
    {
      const RsRbLine *line = g_array_index (stands, RsLineStand, i).line;
      RsDecimal left = g_array_index (stands, RsLineStand, i).remaining;
      RsDecimal quantity = wanted_quantity (wish, line, left);
      char have[RS_DECIMAL_STRING_SIZE], want[RS_DECIMAL_STRING_SIZE];

      if (quantity.micros < 0 || rs_decimal_compare (quantity, left) > 0)
        {
          g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "%s of %s cannot be shipped: %s remain",
                       rs_decimal_format (quantity, want),
                       line->item_number != NULL ? line->item_number : line->name,
                       rs_decimal_format (left, have));
          return NULL;
        }
      if (quantity.micros == 0)
        continue;
      add_line (writer, line, quantity);
      n_lines++;
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  if (n_lines == 0)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Nothing of this order is left to ship");
      return NULL;
    }
  return rs_json_writer_dup_text (writer);
}

static RsStep *
make_step (const char *kind, const char *cause, const char *case_key, char *payload)
{
  RsStep *step = rs_step_new ();

  step->key = g_strdup_printf ("%s:%s", kind, cause);
  step->kind = g_strdup (kind);
  step->case_key = g_strdup (case_key);
  step->payload = payload;
  step->state = RS_STEP_PLANNED;
  step->who = g_strdup ("person");
  return step;
}

static char *
person_cause (RsPass *pass)
{
  GString *cause = g_string_new ("person/");

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (cause, "%08x", (guint) rs_random_range (pass->random, 0, G_MAXUINT32));
  return g_string_free (cause, FALSE);
}

static char *
result_string (const RsStep *step, const char *name)
{
  g_autoptr (JsonObject) result = rs_step_parse_object (step != NULL ? step->result : NULL);
  JsonNode *node = json_object_get_member (result, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  return json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node)
           : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* Books the Webshipper order that came of the shipment. (transfer full) (nullable) the Webshipper shipment's
 * id. */
static char *
book (RsPass *pass, const char *case_key, const char *ws_order_id, GError **error)
{
  g_autoptr (RsCase) subject = load_case (pass, case_key, error);
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autofree char *cause = person_cause (pass);
  g_autoptr (RsStep) step = NULL;
  g_autoptr (RsCase) after = NULL;

  if (subject == NULL)
    return NULL;
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "ws_order_id", ws_order_id);
  rs_json_writer_name (writer, "before");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < subject->ws_shipments->len; i++)
    rs_json_writer_add_string (writer, ((RsWsShipment *) g_ptr_array_index (subject->ws_shipments, i))->id);
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  step = make_step ("book-ws-shipment", cause, case_key, rs_json_writer_dup_text (writer));
  if (!rs_runner_add_step (pass, step, error) || !rs_runner_run_held_case (pass, case_key, error))
    return NULL;
  after = load_case (pass, case_key, error);
  return after != NULL ? result_string (rs_case_find_step (after, step->key), "ws_shipment_id") : NULL;
}

/* What became of the wish, as JSON. */
static DexFuture *
tell (RsPass *pass, const char *case_key, const char *step_key, gboolean wants_booking)
{
  GError *error = NULL;
  g_autoptr (RsCase) subject = load_case (pass, case_key, &error);
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autofree char *shipment = NULL;
  g_autofree char *ext_ref = NULL;
  g_autofree char *booked = NULL;
  g_autoptr (GError) booking_error = NULL;
  const RsStep *step;
  const RsLink *link;

  if (subject == NULL)
    return dex_future_new_for_error (error);
  step = rs_case_find_step (subject, step_key);
  shipment = result_string (step, "rb_shipment_id");
  ext_ref = shipment != NULL ? rs_plan_ext_ref_for_shipment (g_ascii_strtoll (shipment, NULL, 10)) : NULL;
  link = ext_ref != NULL ? rs_case_find_link (subject, ext_ref) : NULL;
  if (wants_booking && link != NULL)
    booked = book (pass, case_key, link->ws_order_id, &booking_error);

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "rb_shipment_id", shipment);
  rs_json_writer_put_string (writer, "ws_order_id", link != NULL ? link->ws_order_id : NULL);
  rs_json_writer_put_string (writer, "ws_shipment_id", booked);
  rs_json_writer_put_string (writer, "state",
                             step == NULL || step->state == RS_STEP_FAILED                       ? "failed"
                             : step->state == RS_STEP_DONE                                       ? "done"
                             : step->due_at == RS_INSTANT_NONE && step->state == RS_STEP_WAITING ? "by-hand"
                                                                                                 : "waiting");
  rs_json_writer_put_string (writer, "text",
                             booking_error != NULL                 ? booking_error->message
                             : step != NULL && step->error != NULL ? step->error
                                                                   : "The shipment is made");
  rs_json_writer_end_object (writer);
  return dex_future_new_take_string (rs_json_writer_dup_text (writer));
}

typedef struct
{
  gint64 number;
  char *case_key;
} FindKey;

static gboolean
find_key (RsDb *db, gpointer data, GError **error)
{
  FindKey *self = data;
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);

  self->case_key = rs_case_find_key (db, shown, error);
  return self->case_key != NULL;
}

static DexFuture *
ship_fiber (gpointer data)
{
  Wish *wish = data;
  g_auto (RsPass) pass = { 0 };
  FindKey finding = { wish->order_number, NULL };
  g_autofree char *case_key = NULL;
  g_autofree char *cause = NULL;
  g_autoptr (RsCase) subject = NULL;
  g_autoptr (RsStep) step = NULL;
  g_auto (RsCaseHold) hold = { 0 };
  GError *error = NULL;
  char *payload;

  if (!rs_engine_begin_pass (wish->engine, &pass, RS_SYNC_PERSON, &error)
      || !rs_store_read (pass.store, find_key, &finding, &error))
    return dex_future_new_for_error (error);
  case_key = finding.case_key;
  cause = person_cause (&pass);
  rs_case_hold_take (&hold, &pass, case_key);
  subject = load_case (&pass, case_key, &error);
  if (subject == NULL)
    return dex_future_new_for_error (error);
  if (subject->rb_order == NULL || !subject->rb_order->is_booked || subject->rb_order->is_cancelled)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "Only a booked order that is not cancelled can be shipped");
  if (rs_plan_is_held_back (subject))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "The order is held back by a person: let it go first");
  if (rs_case_has_open_step (subject))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_CONFLICT,
                                  "Something is under way with this order: try again when it is done");

  payload = make_payload (wish, subject, cause, &error);
  if (payload == NULL)
    return dex_future_new_for_error (error);
  step = make_step ("create-rb-shipment", cause, case_key, payload);
  if (!rs_runner_add_step (&pass, step, &error) || !rs_runner_run_held_case (&pass, case_key, &error))
    return dex_future_new_for_error (error);
  return tell (&pass, case_key, step->key, wish->book);
}

DexFuture *
rs_engine_ship (RsEngine *self, gint64 order_number, GArray *lines, gboolean wants_booking)
{
  Wish *wish;

  dex_return_error_if_fail (RS_IS_ENGINE (self));

  wish = g_new0 (Wish, 1);
  wish->engine = g_object_ref (self);
  wish->order_number = order_number;
  wish->lines = lines != NULL ? g_array_ref (lines) : NULL;
  wish->book = wants_booking;
  return dex_scheduler_spawn (NULL, 0, ship_fiber, wish, wish_free);
}

/* Labels may lag the booking by seconds (Webshipper reference §4.7). */
#define LABEL_TRIES 10
#define LABEL_WAIT  RS_INSTANT_SECOND

static gboolean
labels_are_there (GPtrArray *labels)
{
  for (guint i = 0; i < labels->len; i++)
    if (((RsLabel *) g_ptr_array_index (labels, i))->content == NULL)
      return FALSE;
  return labels->len > 0;
}

static DexFuture *
labels_fiber (gpointer data)
{
  Wish *wish = data;
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (wish->engine, &pass, RS_SYNC_PERSON, &error))
    return dex_future_new_for_error (error);
  for (guint i = 0; i < LABEL_TRIES; i++)
    {
      g_autoptr (GPtrArray) labels
        = dex_await_boxed (rs_webshipper_client_get_labels (pass.webshipper, wish->text), &error);

      if (labels == NULL)
        return dex_future_new_for_error (error);
      if (labels_are_there (labels))
        return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&labels));
      dex_await (rs_clock_sleep (pass.clock, LABEL_WAIT), NULL);
    }
  return dex_future_new_reject (RS_ERROR, RS_ERROR_NOT_FOUND,
                                "Webshipper has not made the label yet: try again in a moment");
}

DexFuture *
rs_engine_fetch_labels (RsEngine *self, const char *ws_shipment_id)
{
  Wish *wish;

  dex_return_error_if_fail (RS_IS_ENGINE (self));

  wish = g_new0 (Wish, 1);
  wish->engine = g_object_ref (self);
  wish->text = g_strdup (ws_shipment_id);
  return dex_scheduler_spawn (NULL, 0, labels_fiber, wish, wish_free);
}
