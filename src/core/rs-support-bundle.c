/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-support-bundle.h"

#include "rs-census.h"
#include "rs-config.h"
#include "rs-engine.h"
#include "rs-policy-choices.h"

#define LINES 500

static void
add_versions (JsonBuilder *builder)
{
  g_autofree char *glib
    = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_ID);
  g_autofree char *version = g_get_os_info (G_OS_INFO_KEY_VERSION_ID);

  json_builder_set_member_name (builder, "versions");
  json_builder_begin_object (builder);
  rs_json_builder_add_string (builder, "rackship", RS_VERSION);
  rs_json_builder_add_string (builder, "glib", glib);
  rs_json_builder_add_string (builder, "system", system);
  rs_json_builder_add_string (builder, "system_version", version);
  json_builder_end_object (builder);
}

/* A choice that is no word of ours or number may be an address or a name. */
static void
add_settings (JsonBuilder *builder, const RsPolicy *policy)
{
  const char *const *names = rs_policy_choice_names ();

  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = rs_policy_get_choice (policy, names[i]);
      g_autofree char *shown = rs_census_word (value);

      rs_json_builder_add_string (builder, names[i], shown);
    }
  json_builder_end_object (builder);
}

static gboolean
gather (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  if (policy == NULL)
    return FALSE;
  add_settings (data, policy);
  return rs_census_add (db, data, LINES, error);
}

char *
rs_support_bundle_make (RsStore *store, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (RS_IS_STORE (store), NULL);

  json_builder_begin_object (builder);
  add_versions (builder);
  if (!rs_store_read (store, gather, builder, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  /* People read it before they pass it on. */
  return json_to_string (root, TRUE);
}
