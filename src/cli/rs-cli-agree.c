/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

/* Without a date: what is recent enough for somebody to ask about. */
#define DEFAULT_SPAN (30 * RS_INSTANT_DAY)

static void
add_instant (RsJsonWriter *writer, const char *name, RsInstant instant)
{
  g_autofree char *text = rs_instant_to_string (instant);

  rs_json_writer_put_string (writer, name, text);
}

static RsJsonWriter *
agreement_to_json (const RsAgreement *agreement)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  add_instant (writer, "since", agreement->since);
  rs_json_writer_name (writer, "counts");
  rs_json_writer_begin_object (writer);
  for (guint i = 0; i < RS_N_VERDICTS; i++)
    {
      rs_json_writer_name (writer, rs_verdict_word (i));
      rs_json_writer_add_int (writer, agreement->counts[i]);
    }
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "orders");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < agreement->rows->len; i++)
    {
      const RsAgreementRow *row = g_ptr_array_index (agreement->rows, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "number", row->number);
      rs_json_writer_put_string (writer, "customer", row->customer);
      add_instant (writer, "created", row->created_at);
      rs_json_writer_put_string (writer, "verdict", rs_verdict_word (row->verdict));
      rs_json_writer_put_string (writer, "text", row->words);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  return g_steal_pointer (&writer);
}

static void
print_agreement (const RsAgreement *agreement)
{
  g_autofree char *since = rs_instant_to_string (agreement->since);

  for (guint i = 0; i < agreement->rows->len; i++)
    {
      const RsAgreementRow *row = g_ptr_array_index (agreement->rows, i);

      if (row->verdict != RS_VERDICT_MATCHED)
        g_print ("%-8s %-8s %s\n", row->number, rs_verdict_word (row->verdict),
                 row->words != NULL ? row->words : "");
    }
  g_print ("%u orders since %.10s:", agreement->rows->len, since != NULL ? since : "the beginning");
  for (guint i = 0; i < RS_N_VERDICTS; i++)
    g_print (" %u %s%s", agreement->counts[i], rs_verdict_word (i), i + 1 < RS_N_VERDICTS ? "," : "\n");
}

int
rs_cli_agree (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  g_autoptr (RsAgreement) agreement = NULL;
  RsInstant since;

  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error))
    return RS_CLI_FAILED;
  since = rs_clock_now (rs_workspace_get_clock (workspace)) - DEFAULT_SPAN;
  if (self->since != NULL && !rs_instant_parse (self->since, NULL, &since, error))
    return RS_CLI_FAILED;
  agreement = dex_await_boxed (rs_engine_agree (engine, since), error);
  if (agreement == NULL)
    return RS_CLI_FAILED;
  if (self->as_json)
    rs_cli_print_json (agreement_to_json (agreement));
  else
    print_agreement (agreement);
  return agreement->counts[RS_VERDICT_MISSING] + agreement->counts[RS_VERDICT_DIFFERS]
               + agreement->counts[RS_VERDICT_SURPLUS] + agreement->counts[RS_VERDICT_HELD]
             > 0
           ? RS_CLI_NEEDS_PERSON
           : RS_CLI_WELL;
}
