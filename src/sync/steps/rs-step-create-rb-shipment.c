/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-mirror.h"

/* Creates a Rackbeat shipment with exactly the wanted lines. There is no handle that the service knows: what
 * tells is which shipments the order had before and has after (Rackbeat reference §4.5).
 *
 * Rackbeat fills a new shipment with all that remains; how a part is asked for is UNKNOWN (§3.3). So the
 * lines are asked for with the creation, what came is compared, and the candidate calls are tried in the
 * reference's order, each read back; what worked is remembered. If none does, the shipment stays and a person
 * is told what to change in Rackbeat. */

/* A shipment that appeared within this of the request, and alone, is what the request made. */
#define OURS       (10 * RS_INSTANT_MINUTE)
#define CAPABILITY "shipment-lines"

typedef struct
{
  char *item_number; /* (owned) (nullable) */
  char *variation;   /* (owned) (nullable) */
  gint64 order_line_id;
  RsDecimal quantity;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_free (self->item_number);
  g_free (self->variation);
  g_free (self);
}

static GPtrArray *
read_wanted (RsStepContext *context)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func (wanted_free);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (context->step->payload, NULL);
  g_autoptr (GError) ignored = NULL;
  RsJson root, lines;

  rs_json_init (&root, rs_json_tree_root (tree), "payload");
  rs_json_array (&root, "lines", RS_JSON_OPTIONAL, &lines);
  for (guint i = 0; i < rs_json_length (&lines); i++)
    {
      Wanted *line = g_new0 (Wanted, 1);
      RsJson element;

      rs_json_element (&lines, i, &element);
      line->item_number = rs_json_dup_string (&element, "item_number", RS_JSON_LENIENT);
      line->variation = rs_json_dup_string (&element, "variation", RS_JSON_LENIENT);
      line->order_line_id = rs_json_get_int (&element, "order_line_id", RS_JSON_LENIENT);
      line->quantity = rs_json_get_decimal (&element, "quantity", RS_JSON_REQUIRED, NULL);
      g_ptr_array_add (wanted, line);
    }
  rs_json_finish (&root, &ignored);
  return wanted;
}

static gboolean
same_line (const RsRbShipmentLine *line, const Wanted *wanted)
{
  if (line->order_line_id != 0 && wanted->order_line_id != 0)
    return line->order_line_id == wanted->order_line_id;
  return g_strcmp0 (line->item_number, wanted->item_number) == 0
         && (line->variation == NULL || wanted->variation == NULL
             || g_str_equal (line->variation, wanted->variation));
}

/* How much each shipment line should hold, as the wanted quantities are dealt out over lines of the same item
 * in line order: a shipment may hold one item on several lines. (element-type RsDecimal by index) FALSE when
 * some of the wanted finds no room. */
static gboolean
deal_out (const RsRbShipment *shipment, GPtrArray *wanted, GArray *targets)
{
  g_array_set_size (targets, shipment->lines->len);
  for (guint j = 0; j < shipment->lines->len; j++)
    g_array_index (targets, RsDecimal, j) = RS_DECIMAL_ZERO;

  for (guint i = 0; i < wanted->len; i++)
    {
      const Wanted *want = g_ptr_array_index (wanted, i);
      RsDecimal left = want->quantity;

      for (guint j = 0; j < shipment->lines->len && left.micros > 0; j++)
        {
          const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);
          RsDecimal *target = &g_array_index (targets, RsDecimal, j);
          RsDecimal room = rs_decimal_subtract (line->quantity, *target);
          RsDecimal take = rs_decimal_compare (room, left) < 0 ? room : left;

          if (!same_line (line, want) || take.micros <= 0)
            continue;
          *target = rs_decimal_add (*target, take);
          left = rs_decimal_subtract (left, take);
        }
      if (left.micros > 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
lines_are_right (const RsRbShipment *shipment, GArray *targets)
{
  for (guint j = 0; j < shipment->lines->len; j++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);

      if (rs_decimal_compare (line->quantity, g_array_index (targets, RsDecimal, j)) != 0)
        return FALSE;
    }
  return TRUE;
}

static gint64
made_shipment (RsStepContext *context)
{
  return json_object_get_int_member_with_default (context->result, "rb_shipment_id", 0);
}

static RsDocument *
read_shipment (RsStepContext *context, GError **error)
{
  RsDocument *document
    = dex_await_boxed (rs_rackbeat_client_get_shipment (context->pass->rackbeat, made_shipment (context),
                                                        context->pass->priority),
                       error);

  if (document != NULL && document->object == NULL)
    {
      g_propagate_error (error, g_error_copy (document->error));
      g_clear_pointer (&document, rs_document_unref);
    }
  return document;
}

/* What a person has to change, in words. */
static char *
instructions (RsStepContext *context, const RsRbShipment *shipment, GArray *targets)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "In Rackbeat, open shipment %" G_GINT64_FORMAT " of order %" G_GINT64_FORMAT ":",
                          shipment->id, rs_step_payload_int (context, "order_number"));
  for (guint j = 0; j < shipment->lines->len; j++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);
      RsDecimal target = g_array_index (targets, RsDecimal, j);
      char have[RS_DECIMAL_STRING_SIZE], want[RS_DECIMAL_STRING_SIZE];

      if (rs_decimal_compare (line->quantity, target) == 0)
        continue;
      rs_decimal_format (line->quantity, have);
      rs_decimal_format (target, want);
      if (rs_decimal_is_zero (target))
        g_string_append_printf (text, " delete the line %s;", line->item_number);
      else
        g_string_append_printf (text, " change %s from %s to %s;", line->item_number, have, want);
    }
  g_string_append (text, " RackShip goes on by itself when that is done.");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Compares what Rackbeat holds with what is wanted. */
static RsFound
judge (RsStepContext *context, RsDocument *document)
{
  const RsRbShipment *shipment = document->object;
  g_autoptr (GPtrArray) wanted = read_wanted (context);
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (RsDecimal));
  gboolean fits = deal_out (shipment, wanted, targets);

  rs_step_context_take (context, &rs_feed_rb_shipments, rs_document_ref (document));
  if (wanted->len == 0 || (fits && lines_are_right (shipment, targets)))
    return RS_FOUND_YES;
  g_clear_pointer (&context->detail, g_free);
  context->detail
    = fits ? instructions (context, shipment, targets)
           : g_strdup_printf ("Shipment %" G_GINT64_FORMAT
                              " in Rackbeat holds less than is wanted, perhaps for want of stock. Add the "
                              "missing quantity to it in Rackbeat, or delete it and make the shipment anew.",
                              shipment->id);
  return RS_FOUND_BY_HAND;
}

/* The shipment that appeared since the step was planned. */
static RsFound
lookup (RsStepContext *context, GError **error)
{
  g_autoptr (RsPage) page = NULL;
  RsDocument *found = NULL;

  if (made_shipment (context) != 0)
    {
      g_autoptr (RsDocument) document = read_shipment (context, error);

      return document != NULL ? judge (context, document) : RS_FOUND_ERROR;
    }

  page = dex_await_boxed (
    rs_rackbeat_client_get_order_shipments (
      context->pass->rackbeat, rs_step_payload_int (context, "order_number"), context->pass->priority),
    error);
  if (page == NULL)
    return RS_FOUND_ERROR;
  context->n_found = 0;
  for (guint i = 0; i < page->rows->len; i++)
    {
      RsDocument *row = g_ptr_array_index (page->rows, i);
      const RsRbShipment *shipment = row->object;

      if (shipment == NULL || shipment->is_shipped || rs_step_was_before (context, shipment->id))
        continue;
      context->n_found++;
      /* The first that appeared: what a person made after ours has a larger id. */
      if (found == NULL || shipment->id < ((const RsRbShipment *) found->object)->id)
        found = row;
    }
  if (found == NULL)
    return RS_FOUND_NO;
  json_object_set_int_member (context->result, "rb_shipment_id", ((const RsRbShipment *) found->object)->id);
  return judge (context, found);
}

static GArray *
wanted_for_creation (GPtrArray *wanted)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RsRbWanted));

  for (guint i = 0; i < wanted->len; i++)
    {
      const Wanted *line = g_ptr_array_index (wanted, i);
      RsRbWanted value = { line->order_line_id, line->quantity };

      g_array_append_val (lines, value);
    }
  return lines;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  g_autoptr (GPtrArray) wanted = read_wanted (context);
  g_autoptr (GArray) lines = wanted_for_creation (wanted);
  g_autoptr (RsDocument) made
    = dex_await_boxed (rs_rackbeat_client_create_shipment (context->pass->rackbeat,
                                                           rs_step_payload_int (context, "order_number"),
                                                           (const RsRbWanted *) lines->data, lines->len),
                       error);

  if (made == NULL)
    return FALSE;
  if (made->object != NULL && ((const RsRbShipment *) made->object)->id != 0)
    {
      json_object_set_int_member (context->result, "rb_shipment_id",
                                  ((const RsRbShipment *) made->object)->id);
      rs_step_context_take (context, &rs_feed_rb_shipments, g_steal_pointer (&made));
    }
  return TRUE;
}

/* One candidate: changes what differs by single lines. */
static gboolean
set_by_line (RsStepContext *context, const RsRbShipment *shipment, GArray *targets, GError **error)
{
  for (guint j = 0; j < shipment->lines->len; j++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);
      RsDecimal target = g_array_index (targets, RsDecimal, j);

      if (rs_decimal_compare (line->quantity, target) == 0)
        continue;
      if (!dex_await_boolean (rs_rackbeat_client_set_shipment_line (
                                context->pass->rackbeat, rs_step_payload_int (context, "order_number"),
                                shipment->id, line->id, target),
                              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_by_shipment (RsStepContext *context, const RsRbShipment *shipment, GArray *targets, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_shipment_line_unref);

  for (guint j = 0; j < shipment->lines->len; j++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);
      RsRbShipmentLine *kept;

      if (rs_decimal_is_zero (g_array_index (targets, RsDecimal, j)))
        continue;
      kept = rs_rb_shipment_line_new ();
      kept->id = line->id;
      kept->item_number = g_strdup (line->item_number);
      kept->quantity = g_array_index (targets, RsDecimal, j);
      g_ptr_array_add (lines, kept);
    }
  return dex_await_boolean (
    rs_rackbeat_client_set_shipment_lines (context->pass->rackbeat, shipment->id, lines), error);
}

/* A refusal of a candidate only means that this is not the call: the next one is tried. */
static gboolean
means_try_another (const GError *error)
{
  return g_error_matches (error, RS_ERROR, RS_ERROR_REJECTED)
         || g_error_matches (error, RS_ERROR, RS_ERROR_NOT_FOUND)
         || g_error_matches (error, RS_ERROR, RS_ERROR_AUTH)
         || g_error_matches (error, RS_ERROR, RS_ERROR_CONFLICT) || rs_error_is_ambiguous (error);
}

typedef gboolean (*SetLines) (RsStepContext *context, const RsRbShipment *shipment, GArray *targets,
                              GError **error);

/* Tries one candidate and reads back. RS_FOUND_BY_HAND when it did not work. */
static RsFound
try_candidate (RsStepContext *context, RsDocument **document, SetLines set_lines, const char *name,
               GError **error)
{
  g_autoptr (GPtrArray) wanted = read_wanted (context);
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (RsDecimal));
  g_autoptr (GError) failure = NULL;
  RsDocument *again;

  if (!deal_out ((*document)->object, wanted, targets))
    return RS_FOUND_BY_HAND;
  if (!set_lines (context, (*document)->object, targets, &failure) && !means_try_another (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return RS_FOUND_ERROR;
    }
  again = read_shipment (context, error);
  if (again == NULL)
    return RS_FOUND_ERROR;
  rs_document_unref (*document);
  *document = again;
  if (judge (context, again) != RS_FOUND_YES)
    return RS_FOUND_BY_HAND;
  rs_pull_learn (context->pass, RS_RACKBEAT, CAPABILITY, name);
  return RS_FOUND_YES;
}

/* The candidate calls (Rackbeat reference §5), what worked lately first. */
static RsFound
try_candidates (RsStepContext *context, RsDocument **document, GError **error)
{
  static const struct
  {
    const char *name;
    SetLines set_lines;
  } candidates[] = { { "line", set_by_line }, { "shipment", set_by_shipment } };
  g_autofree char *known = rs_pull_recall (context->pass, RS_RACKBEAT, CAPABILITY);
  RsFound found = RS_FOUND_BY_HAND;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (candidates) && found == RS_FOUND_BY_HAND; i++)
      if ((g_strcmp0 (candidates[i].name, known) == 0) == (round == 0))
        found = try_candidate (context, document, candidates[i].set_lines, candidates[i].name, error);
  if (found == RS_FOUND_BY_HAND)
    rs_pull_learn (context->pass, RS_RACKBEAT, CAPABILITY, "no");
  return found;
}

static RsFound
verify (RsStepContext *context, GError **error)
{
  g_autoptr (RsDocument) document = NULL;
  RsFound found;

  if (made_shipment (context) == 0)
    return lookup (context, error);
  /* The answer to the creation is the shipment as its owner keeps it. */
  if (context->documents->len > 0)
    document = rs_document_ref (g_ptr_array_index (context->documents, context->documents->len - 1));
  else
    document = read_shipment (context, error);
  if (document == NULL)
    return RS_FOUND_ERROR;

  found = judge (context, document);
  return found == RS_FOUND_BY_HAND ? try_candidates (context, &document, error) : found;
}

/* Whether what lookup found may be changed without asking: nobody has begun to pack it, and nobody but us can
 * have made it, because it is in our journal, or appeared alone while we were asking. */
static gboolean
is_ours_to_change (RsStepContext *context, const RsRbShipment *shipment)
{
  gboolean known = context->step->result != NULL && strstr (context->step->result, "rb_shipment_id") != NULL;
  RsInstant now = rs_clock_now (context->pass->clock);

  if (shipment->is_shipped || shipment->is_picked)
    return FALSE;
  for (guint j = 0; j < shipment->lines->len; j++)
    if (((const RsRbShipmentLine *) g_ptr_array_index (shipment->lines, j))->is_picked)
      return FALSE;
  return known || (context->n_found == 1 && now < context->step->created_at + OURS);
}

/* A crash or a lost answer came between the shipment and its lines. */
static RsFound
complete (RsStepContext *context, GError **error)
{
  const RsDocument *found = g_ptr_array_index (context->documents, context->documents->len - 1);

  return is_ours_to_change (context, found->object) ? verify (context, error) : RS_FOUND_BY_HAND;
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Make a shipment of order %" G_GINT64_FORMAT " in Rackbeat",
                          rs_json_value_get_int (payload, "order_number"));
}

const RsStepKind rs_step_create_rb_shipment
  = { "create-rb-shipment", RS_STEP_SETTLE, lookup, perform, verify, describe, complete };
