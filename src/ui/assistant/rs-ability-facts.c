/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ability-facts.h"

#include "rs-abilities.h"
#include "rs-mirror.h"
#include "rs-phrases.h"

#include <glib/gi18n.h>

static const RsWord state_words[] = {
  [RS_ABILITY_UNKNOWN] = { "unknown", N_ ("Not known yet"), "rs-waiting-symbolic", "dim-label" },
  [RS_ABILITY_YES] = { "yes", N_ ("Yes"), "object-select-symbolic", "success" },
  [RS_ABILITY_NO] = { "no", N_ ("No"), "rs-held-symbolic", "warning" },
};

static char *
describe (const RsAbility *ability)
{
  g_autofree char *without = rs_phrase_translate (ability->without);

  switch (ability->state)
    {
    case RS_ABILITY_YES:
      return g_strdup (_ ("Yes"));
    case RS_ABILITY_NO:
      /* Translators: what does not work without it, as in "nothing can cross" */
      return g_strdup_printf (_ ("No: %s"), without);
    case RS_ABILITY_UNKNOWN:
    default:
      /* Translators: what does not work without it, as in "nothing can cross" */
      return g_strdup_printf (_ ("Not known before it is first used. Without it %s."), without);
    }
}

GPtrArray *
rs_ability_facts_list (RsSession *session, const char *service)
{
  g_autoptr (GArray) abilities = rs_abilities_list (rs_session_get_store (session), NULL);
  GPtrArray *facts = rs_facts_new ();

  for (guint i = 0; abilities != NULL && i < abilities->len; i++)
    {
      const RsAbility *ability = &g_array_index (abilities, RsAbility, i);

      if (g_str_equal (ability->service, service))
        rs_facts_add (facts, &state_words[ability->state], rs_phrase_translate (ability->title),
                      describe (ability));
    }
  return facts;
}

GPtrArray *
rs_owner_facts_list (RsSession *session, const char *service)
{
  RsWorkspace *workspace = rs_session_get_workspace (session);
  GPtrArray *facts = rs_facts_new ();
  g_autofree char *name = NULL;
  char *owner = rs_workspace_get_owner (workspace, service, &name);

  if (g_str_equal (service, RS_RACKBEAT))
    {
      rs_facts_add_property (facts, _ ("Company"), g_steal_pointer (&name));
      rs_facts_add_property (facts, _ ("Agreement number"), owner);
    }
  else
    {
      rs_facts_add_property (facts, _ ("Account"), owner);
    }
  return facts;
}
