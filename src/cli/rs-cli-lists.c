/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-records.h"

/* What the local copy holds: no request is sent. */

typedef struct
{
  RsCli *cli;
  GPtrArray *rows;
} Listing;

/* Text from outside on a terminal: no control characters, and not longer than a column. */
static char *
cell (const char *text, gsize width)
{
  return rs_text_excerpt (text != NULL ? text : "", width);
}

static gboolean
list_cases (RsDb *db, gpointer data, GError **error)
{
  Listing *self = data;

  self->rows = rs_cases_search (db, self->cli->search, 0, error);
  return self->rows != NULL;
}

static void
add_case (RsJsonWriter *writer, const RsCaseRow *row)
{
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "number", row->number);
  rs_json_writer_put_string (writer, "customer", row->customer);
  rs_json_writer_put_string (writer, "reference", row->reference);
  rs_json_writer_put_string (writer, "country", row->country);
  rs_json_writer_put_string (writer, "term", row->term);
  rs_json_writer_put_string (writer, "rate", row->rate);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_add_int (writer, row->n_lines);
  rs_json_writer_put_decimal (writer, "grams", row->grams);
  rs_json_writer_put_decimal (writer, "amount", row->amount);
  rs_json_writer_put_string (writer, "currency", row->currency);
  rs_json_writer_put_string (writer, "tracking", row->tracking);
  rs_json_writer_name (writer, "rackbeat");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "state", row->rackbeat);
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "webshipper");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "state", row->webshipper);
  rs_json_writer_end_object (writer);
  rs_json_writer_put_string (writer, "state", row->state);
  rs_json_writer_put_string (writer, "next", row->next);
  rs_json_writer_end_object (writer);
}

static void
print_case (const RsCaseRow *row)
{
  g_autofree char *customer = cell (row->customer, 26), *term = cell (row->term, 20),
                  *rate = cell (row->rate, 20), *next = cell (row->next, 60);

  g_print ("%-6s %-26s %-3.3s %-20s %-20s %-12s %-16s %-14s %s\n", row->number, customer,
           row->country != NULL ? row->country : "", term, rate, row->rackbeat != NULL ? row->rackbeat : "",
           row->webshipper != NULL ? row->webshipper : "", row->state, next);
}

int
rs_cli_orders (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = rs_cli_open (self, error);
  Listing listing = { self, NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  if (workspace == NULL || !rs_store_read (rs_workspace_get_store (workspace), list_cases, &listing, error))
    return RS_CLI_FAILED;
  rows = listing.rows;
  rs_json_writer_begin_array (writer);
  if (!self->as_json)
    g_print ("%-6s %-26s %-3s %-20s %-20s %-12s %-16s %-14s %s\n", "Order", "Customer", "To", "Delivery term",
             "Shipping rate", "Rackbeat", "Webshipper", "State", "Next");
  for (guint i = 0; i < rows->len; i++)
    if (self->as_json)
      add_case (writer, g_ptr_array_index (rows, i));
    else
      print_case (g_ptr_array_index (rows, i));
  rs_json_writer_end_array (writer);
  if (self->as_json)
    rs_cli_print_json (writer);
  return RS_CLI_WELL;
}

static gboolean
list_problems (RsDb *db, gpointer data, GError **error)
{
  Listing *self = data;

  self->rows = rs_problems_list (db, self->cli->search, error);
  return self->rows != NULL;
}

static void
add_problem (RsJsonWriter *writer, const RsProblem *problem)
{
  g_autofree char *since = rs_instant_to_string (problem->since);

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "code", problem->code);
  rs_json_writer_put_string (writer, "subject", problem->subject);
  rs_json_writer_put_string (writer, "text", problem->text);
  rs_json_writer_name (writer, "remedies");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; problem->remedies != NULL && problem->remedies[i] != NULL; i++)
    rs_json_writer_add_string (writer, problem->remedies[i]);
  rs_json_writer_end_array (writer);
  rs_json_writer_put_string (writer, "since", since);
  rs_json_writer_put_string (writer, "order", problem->case_key);
  rs_json_writer_end_object (writer);
}

int
rs_cli_problems (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = rs_cli_open (self, error);
  Listing listing = { self, NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  if (workspace == NULL
      || !rs_store_read (rs_workspace_get_store (workspace), list_problems, &listing, error))
    return RS_CLI_FAILED;
  rows = listing.rows;
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (rows, i);
      g_autofree char *text = cell (problem->text, 400);

      if (self->as_json)
        add_problem (writer, problem);
      else
        g_print ("%-20s %-20s %s\n", problem->code, problem->subject, text);
    }
  rs_json_writer_end_array (writer);
  if (self->as_json)
    rs_cli_print_json (writer);
  else if (rows->len == 0)
    g_print ("There are no problems.\n");
  return RS_CLI_WELL;
}

static gboolean
list_activity (RsDb *db, gpointer data, GError **error)
{
  Listing *self = data;

  self->rows = rs_activity_list (db, NULL, self->cli->search, 1000, error);
  return self->rows != NULL;
}

int
rs_cli_activity (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = rs_cli_open (self, error);
  Listing listing = { self, NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  if (workspace == NULL
      || !rs_store_read (rs_workspace_get_store (workspace), list_activity, &listing, error))
    return RS_CLI_FAILED;
  rows = listing.rows;
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const RsActivity *entry = g_ptr_array_index (rows, i);
      g_autofree char *at = rs_instant_to_string (entry->at);
      g_autofree char *detail = cell (entry->detail, 100);

      if (!self->as_json)
        {
          g_print ("%s  %-16s %-8s %-10s %s %s\n", at, entry->case_key != NULL ? entry->case_key : "",
                   entry->who, entry->result, entry->what, detail);
          continue;
        }
      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "at", at);
      rs_json_writer_put_string (writer, "order", entry->case_key);
      rs_json_writer_put_string (writer, "who", entry->who);
      rs_json_writer_put_string (writer, "what", entry->what);
      rs_json_writer_put_string (writer, "result", entry->result);
      rs_json_writer_put_string (writer, "detail", entry->detail);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  if (self->as_json)
    rs_cli_print_json (writer);
  return RS_CLI_WELL;
}

static void
add_shipment (RsJsonWriter *writer, const RsCase *subject, const char *number, const RsRbShipment *shipment)
{
  g_autofree char *ext_ref = rs_plan_ext_ref_for_shipment (shipment->id);
  const RsLink *link = rs_case_find_link (subject, ext_ref);
  const RsWsOrder *ws_order = link != NULL ? rs_case_find_ws_order (subject, link->ws_order_id) : NULL;

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "order", number);
  rs_json_writer_name (writer, "rackbeat");
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "id");
  rs_json_writer_add_int (writer, shipment->id);
  rs_json_writer_name (writer, "shipped");
  rs_json_writer_add_boolean (writer, shipment->is_shipped);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < shipment->lines->len; i++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "item", line->item_number);
      rs_json_writer_put_decimal (writer, "quantity", line->quantity);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "webshipper");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "order", link != NULL ? link->ws_order_id : NULL);
  rs_json_writer_put_string (writer, "state", ws_order != NULL ? ws_order->status : NULL);
  rs_json_writer_name (writer, "tracking");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < subject->ws_shipments->len; i++)
    {
      const RsWsShipment *booked = g_ptr_array_index (subject->ws_shipments, i);

      for (guint j = 0; link != NULL && g_strcmp0 (booked->order_id, link->ws_order_id) == 0
                        && j < booked->tracking_links->len;
           j++)
        {
          const RsTrackingLink *tracking = g_ptr_array_index (booked->tracking_links, j);

          rs_json_writer_add_string (writer, tracking->number != NULL ? tracking->number
                                             : tracking->url != NULL  ? tracking->url
                                                                      : "");
        }
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
}

typedef struct
{
  RsCli *cli;
  RsJsonWriter *writer;
} Shipments;

static gboolean
list_shipments (RsDb *db, gpointer data, GError **error)
{
  Shipments *self = data;
  g_autoptr (GPtrArray) rows = rs_cases_search (db, self->cli->search, 0, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const RsCaseRow *row = g_ptr_array_index (rows, i);
      g_autoptr (RsCase) subject = rs_case_load (db, row->key, NULL);

      for (guint j = 0; subject != NULL && j < subject->rb_shipments->len; j++)
        {
          const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, j);

          if (self->cli->as_json)
            add_shipment (self->writer, subject, row->number, shipment);
          else
            g_print ("order %s  shipment %" G_GINT64_FORMAT "  %u lines  %s\n", row->number, shipment->id,
                     shipment->lines->len, shipment->is_shipped ? "shipped" : "not shipped");
        }
    }
  return TRUE;
}

int
rs_cli_shipments (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = rs_cli_open (self, error);
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  Shipments listing = { self, writer };

  rs_json_writer_begin_array (writer);
  if (workspace == NULL
      || !rs_store_read (rs_workspace_get_store (workspace), list_shipments, &listing, error))
    return RS_CLI_FAILED;
  rs_json_writer_end_array (writer);
  if (self->as_json)
    rs_cli_print_json (writer);
  return RS_CLI_WELL;
}
