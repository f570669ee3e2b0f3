/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

static void
add_count (RsJsonWriter *writer, const char *name, guint64 value)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_add_int (writer, (gint64) value);
}

static void
print_report (RsCli *self, const RsSyncReport *report)
{
  g_autoptr (RsJsonWriter) writer = NULL;

  if (!self->as_json)
    {
      g_print ("Read %u records; decided on %u steps, %u are proven done, %u were refused.\n", report->read,
               report->planned, report->done, report->failed);
      g_print ("%u orders are held by a problem, %u wait, %u steps are in doubt. %" G_GUINT64_FORMAT
               " requests to Rackbeat, %" G_GUINT64_FORMAT " to Webshipper.\n",
               report->held, report->waiting, report->doubtful, report->rackbeat_requests,
               report->webshipper_requests);
      return;
    }
  writer = rs_json_writer_new ();
  rs_json_writer_begin_object (writer);
  add_count (writer, "read", report->read);
  add_count (writer, "planned", report->planned);
  add_count (writer, "done", report->done);
  add_count (writer, "held", report->held);
  add_count (writer, "failed", report->failed);
  add_count (writer, "doubtful", report->doubtful);
  add_count (writer, "waiting", report->waiting);
  rs_json_writer_name (writer, "requests");
  rs_json_writer_begin_object (writer);
  add_count (writer, "rackbeat", report->rackbeat_requests);
  add_count (writer, "webshipper", report->webshipper_requests);
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
  rs_cli_print_json (writer);
}

int
rs_cli_sync (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  g_autoptr (RsSyncReport) report = NULL;
  g_autoptr (DexPromise) never = dex_promise_new ();

  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error))
    return RS_CLI_FAILED;
  if (!self->once)
    {
      rs_engine_start (engine);
      dex_await (dex_ref (DEX_FUTURE (never)), NULL);
      return RS_CLI_WELL;
    }
  report = dex_await_boxed (
    rs_engine_sync_once (engine, RS_SYNC_PERSON | (self->sweep ? RS_SYNC_SWEEP : RS_SYNC_DEFAULT)), error);
  if (report == NULL)
    return RS_CLI_FAILED;
  print_report (self, report);
  return report->held > 0 || report->failed > 0 || report->doubtful > 0 ? RS_CLI_NEEDS_PERSON : RS_CLI_WELL;
}

static void
add_plan (RsJsonWriter *writer, const RsPlan *plan)
{
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "order", plan->row->number);
  rs_json_writer_name (writer, "steps");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (plan->steps, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "kind", step->kind);
      rs_json_writer_put_string (writer, "key", step->key);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_name (writer, "problems");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (plan->problems, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "code", problem->code);
      rs_json_writer_put_string (writer, "text", problem->text);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_name (writer, "reasons");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->reasons->len; i++)
    rs_json_writer_add_string (writer, g_ptr_array_index (plan->reasons, i));
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
}

static void
print_plans (RsCli *self, GPtrArray *plans)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < plans->len; i++)
    {
      const RsPlan *plan = g_ptr_array_index (plans, i);

      if (self->as_json)
        {
          add_plan (writer, plan);
          continue;
        }
      g_print ("Order %s (%s)\n", plan->row->number,
               plan->row->customer != NULL ? plan->row->customer : "no customer");
      for (guint j = 0; j < plan->steps->len; j++)
        g_print ("  would do: %s\n", ((RsStep *) g_ptr_array_index (plan->steps, j))->key);
      for (guint j = 0; j < plan->problems->len; j++)
        g_print ("  held: %s\n", ((RsProblem *) g_ptr_array_index (plan->problems, j))->text);
    }
  rs_json_writer_end_array (writer);
  if (self->as_json)
    rs_cli_print_json (writer);
  else
    g_print ("%u orders would be acted on or are held. Nothing was written.\n", plans->len);
}

int
rs_cli_preview (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  g_autoptr (RsSyncReport) report = NULL;
  g_autoptr (GPtrArray) plans = NULL;

  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error))
    return RS_CLI_FAILED;
  report = dex_await_boxed (rs_engine_sync_once (engine, RS_SYNC_PERSON | RS_SYNC_PREVIEW), error);
  plans = report != NULL ? rs_engine_list_plans (engine, error) : NULL;
  if (plans == NULL)
    return RS_CLI_FAILED;
  print_plans (self, plans);
  return RS_CLI_WELL;
}
