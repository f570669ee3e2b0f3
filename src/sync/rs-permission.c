/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-permission.h"

#include "rs-mirror.h"
#include "rs-records.h"

#define TESTED_AGAIN RS_INSTANT_HOUR
#define PREFIX       "may-"

static const char *
service_of (const char *kind)
{
  return rs_step_kind_writes_to_webshipper (kind) ? RS_WEBSHIPPER : RS_RACKBEAT;
}

/* kind → "yes" or "no", as far as it is known and not to be tested again. */
static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  RsPass *pass = data;
  g_autoptr (GPtrArray) known = rs_capabilities_list (db, error);
  RsInstant now = rs_clock_now (pass->clock);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    {
      const RsCapability *capability = g_ptr_array_index (known, i);
      gboolean fresh = capability->learned_at <= now && now - capability->learned_at < TESTED_AGAIN;
      gboolean asked = pass->flags & RS_SYNC_PERSON;

      if (g_str_has_prefix (capability->name, PREFIX)
          && (g_str_equal (capability->value, "yes") || (fresh && !asked)))
        g_hash_table_replace (pass->permissions, g_strdup (capability->name + strlen (PREFIX)),
                              g_strdup (capability->value));
    }
  return TRUE;
}

static GHashTable *
permissions (RsPass *pass)
{
  g_autoptr (GError) error = NULL;

  if (pass->permissions != NULL)
    return pass->permissions;
  pass->permissions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* What is not known is tried: the service says no by itself. */
  if (!rs_store_read (pass->store, load, pass, &error))
    g_debug ("What the keys allow could not be read: %s", error->message);
  return pass->permissions;
}

static void
note (RsPass *pass, const char *kind, const char *value)
{
  g_autofree char *name = g_strconcat (PREFIX, kind, NULL);

  if (g_strcmp0 (g_hash_table_lookup (permissions (pass), kind), value) == 0)
    return;
  g_hash_table_replace (pass->permissions, g_strdup (kind), g_strdup (value));
  rs_pull_learn (pass, service_of (kind), name, value);
}

gboolean
rs_permission_may_try (RsPass *pass, const char *kind)
{
  return g_strcmp0 (g_hash_table_lookup (permissions (pass), kind), "no") != 0;
}

RsInstant
rs_permission_refuse (RsPass *pass, const char *kind)
{
  note (pass, kind, "no");
  return rs_clock_now (pass->clock) + TESTED_AGAIN;
}

void
rs_permission_allow (RsPass *pass, const char *kind)
{
  note (pass, kind, "yes");
}

gboolean
rs_permission_key_is_refused (RsPass *pass, const char *kind)
{
  RsLane *lane = rs_step_kind_writes_to_webshipper (kind) ? rs_webshipper_client_get_lane (pass->webshipper)
                                                          : rs_rackbeat_client_get_lane (pass->rackbeat);

  return rs_lane_get_state (lane) == RS_LANE_STOPPED;
}

RsProblem *
rs_permission_problem (const char *kind, const char *case_key, const char *words)
{
  gboolean webshipper = rs_step_kind_writes_to_webshipper (kind);
  const char *service = webshipper ? "Webshipper" : "Rackbeat";
  g_autofree char *subject = g_strdup_printf ("%s/%s", service_of (kind), kind);
  RsProblem *problem = rs_problem_new (
    RS_PROBLEM_NOT_ALLOWED, subject, case_key, "reconnect,retry",
    "%s does not let RackShip's %s do this (%s)%s%s. Nothing is lost: the orders wait. Allow it in %s, or connect "
    "with another %s.",
    service, webshipper ? "token" : "key", kind, words != NULL ? ": " : "", words != NULL ? words : "",
    service, webshipper ? "token" : "key");

  rs_problem_set_argument (problem, "service", service);
  rs_problem_set_argument (problem, "kind", kind);
  if (words != NULL)
    rs_problem_set_argument (problem, "words", words);
  return problem;
}
