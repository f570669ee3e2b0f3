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
add_uses (JsonBuilder *builder, const RsRehearsal *rehearsal, const RsPolicy *policy)
{
  json_builder_set_member_name (builder, "terms");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rehearsal->uses->len; i++)
    {
      const RsTermUse *use = g_ptr_array_index (rehearsal->uses, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "term");
      json_builder_add_int_value (builder, use->term);
      rs_json_builder_add_string (builder, "name", use->name);
      rs_json_builder_add_string (builder, "rate", rate_name (policy, use->rate));
      json_builder_set_member_name (builder, "orders");
      json_builder_begin_array (builder);
      for (guint j = 0; j < use->numbers->len; j++)
        json_builder_add_string_value (builder, g_ptr_array_index (use->numbers, j));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_proposals (JsonBuilder *builder, GArray *proposals, const RsPolicy *policy)
{
  json_builder_set_member_name (builder, "proposals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

      json_builder_begin_object (builder);
      rs_json_builder_add_string (builder, "term", term_name (policy, proposal->term));
      rs_json_builder_add_string (builder, "rate", rate_name (policy, proposal->rate));
      rs_json_builder_add_string (builder, "match", rs_match_words (proposal->match));
      json_builder_set_member_name (builder, "confidence");
      json_builder_add_int_value (builder, proposal->confidence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static JsonNode *
rehearsal_to_json (const RsRehearsal *rehearsal, GArray *proposals, const RsPolicy *policy)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "orders");
  json_builder_add_int_value (builder, rehearsal->n_orders);
  json_builder_set_member_name (builder, "covered");
  json_builder_add_int_value (builder, rehearsal->n_covered);
  add_uses (builder, rehearsal, policy);
  add_proposals (builder, proposals, policy);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
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
