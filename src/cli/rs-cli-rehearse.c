/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

/* What PRODUCT F3.1 looks back over. */
#define DEFAULT_SPAN (90 * RS_INSTANT_DAY)

static gboolean
load_policy (RsDb *db, gpointer data, GError **error)
{
  RsPolicy **policy = data;

  *policy = rs_policy_load (db, error);
  return *policy != NULL;
}

static const char *
rate_name (const RsPolicy *policy, gint64 id)
{
  const RsShippingRate *rate = id != 0 ? rs_policy_get_rate (policy, id) : NULL;

  return rate != NULL && rate->name != NULL ? rate->name : NULL;
}

static const char *
term_name (const RsPolicy *policy, gint64 number)
{
  const RsDeliveryTerm *term = g_hash_table_lookup (policy->terms, &number);

  return term != NULL ? term->name : NULL;
}

static void
add_uses (RsJsonWriter *writer, const RsRehearsal *rehearsal, const RsPolicy *policy)
{
  rs_json_writer_name (writer, "terms");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < rehearsal->uses->len; i++)
    {
      const RsTermUse *use = g_ptr_array_index (rehearsal->uses, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_name (writer, "term");
      rs_json_writer_add_int (writer, use->term);
      rs_json_writer_put_string (writer, "name", use->name);
      rs_json_writer_put_string (writer, "rate", rate_name (policy, use->rate));
      rs_json_writer_name (writer, "orders");
      rs_json_writer_begin_array (writer);
      for (guint j = 0; j < use->numbers->len; j++)
        rs_json_writer_add_string (writer, g_ptr_array_index (use->numbers, j));
      rs_json_writer_end_array (writer);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
}

static void
add_proposals (RsJsonWriter *writer, GArray *proposals, const RsPolicy *policy)
{
  rs_json_writer_name (writer, "proposals");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "term", term_name (policy, proposal->term));
      rs_json_writer_put_string (writer, "rate", rate_name (policy, proposal->rate));
      rs_json_writer_put_string (writer, "match", rs_match_words (proposal->match));
      rs_json_writer_name (writer, "confidence");
      rs_json_writer_add_int (writer, proposal->confidence);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
}

static RsJsonWriter *
rehearsal_to_json (const RsRehearsal *rehearsal, GArray *proposals, const RsPolicy *policy)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "orders");
  rs_json_writer_add_int (writer, rehearsal->n_orders);
  rs_json_writer_name (writer, "covered");
  rs_json_writer_add_int (writer, rehearsal->n_covered);
  add_uses (writer, rehearsal, policy);
  add_proposals (writer, proposals, policy);
  rs_json_writer_end_object (writer);
  return g_steal_pointer (&writer);
}

static void
print_rehearsal (const RsRehearsal *rehearsal, GArray *proposals, const RsPolicy *policy)
{
  g_print ("%u of %u orders have a shipping rate.\n", rehearsal->n_covered, rehearsal->n_orders);
  for (guint i = 0; i < rehearsal->uses->len; i++)
    {
      const RsTermUse *use = g_ptr_array_index (rehearsal->uses, i);
      const char *rate = rate_name (policy, use->rate);

      g_print ("%6u  %-30.30s %s\n", use->numbers->len, use->name != NULL ? use->name : "(no delivery term)",
               rate != NULL ? rate : "no rate");
    }
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);
      const char *term = term_name (policy, proposal->term), *rate = rate_name (policy, proposal->rate);

      g_print ("Proposed: %s = %s (%u %%, %s)\n", term != NULL ? term : "?", rate != NULL ? rate : "?",
               proposal->confidence, rs_match_words (proposal->match));
    }
}

int
rs_cli_rehearse (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  g_autoptr (RsRehearsal) rehearsal = NULL;
  g_autoptr (RsPolicy) policy = NULL;
  g_autoptr (GArray) proposals = NULL;
  RsInstant since;

  if (engine == NULL || !rs_store_read (rs_workspace_get_store (workspace), load_policy, &policy, error))
    return RS_CLI_FAILED;
  since = rs_clock_now (rs_workspace_get_clock (workspace)) - DEFAULT_SPAN;
  if (self->since != NULL && !rs_instant_parse (self->since, NULL, &since, error))
    return RS_CLI_FAILED;
  rehearsal = dex_await_boxed (rs_engine_rehearse (engine, since), error);
  if (rehearsal == NULL)
    return RS_CLI_FAILED;
  proposals = rs_mapping_propose (policy);
  if (self->as_json)
    rs_cli_print_json (rehearsal_to_json (rehearsal, proposals, policy));
  else
    print_rehearsal (rehearsal, proposals, policy);
  return rehearsal->n_covered == rehearsal->n_orders ? RS_CLI_WELL : RS_CLI_NEEDS_PERSON;
}
