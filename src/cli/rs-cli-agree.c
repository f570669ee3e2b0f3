/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

/* Without a date: what is recent enough for somebody to ask about. */
#define DEFAULT_SPAN (30 * RS_INSTANT_DAY)

static void
add_instant (JsonBuilder *builder, const char *name, RsInstant instant)
{
  g_autofree char *text = rs_instant_to_string (instant);

  rs_json_builder_add_string (builder, name, text);
}

static JsonNode *
agreement_to_json (const RsAgreement *agreement)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_instant (builder, "since", agreement->since);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < RS_N_VERDICTS; i++)
    {
      json_builder_set_member_name (builder, rs_verdict_word (i));
      json_builder_add_int_value (builder, agreement->counts[i]);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "orders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < agreement->rows->len; i++)
    {
      const RsAgreementRow *row = g_ptr_array_index (agreement->rows, i);

      json_builder_begin_object (builder);
      rs_json_builder_add_string (builder, "number", row->number);
      rs_json_builder_add_string (builder, "customer", row->customer);
      add_instant (builder, "created", row->created_at);
      rs_json_builder_add_string (builder, "verdict", rs_verdict_word (row->verdict));
      rs_json_builder_add_string (builder, "text", row->words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
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
