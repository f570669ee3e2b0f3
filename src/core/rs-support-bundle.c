/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-support-bundle.h"

#include "rs-census.h"
#include "rs-config.h"
#include "rs-engine.h"
#include "rs-policy-choices.h"

#define LINES 500

static void
add_versions (RsJsonWriter *writer)
{
  g_autofree char *glib
    = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_ID);
  g_autofree char *version = g_get_os_info (G_OS_INFO_KEY_VERSION_ID);

  rs_json_writer_name (writer, "versions");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "rackship", RS_VERSION);
  rs_json_writer_put_string (writer, "glib", glib);
  rs_json_writer_put_string (writer, "system", system);
  rs_json_writer_put_string (writer, "system_version", version);
  rs_json_writer_end_object (writer);
}

/* A choice that is no word of ours or number may be an address or a name. */
static void
add_settings (RsJsonWriter *writer, const RsPolicy *policy)
{
  const char *const *names = rs_policy_choice_names ();

  rs_json_writer_name (writer, "settings");
  rs_json_writer_begin_object (writer);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = rs_policy_get_choice (policy, names[i]);
      g_autofree char *shown = rs_census_word (value);

      rs_json_writer_put_string (writer, names[i], shown);
    }
  rs_json_writer_end_object (writer);
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
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autoptr (GBytes) text = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (RS_IS_STORE (store), NULL);

  rs_json_writer_begin_object (writer);
  add_versions (writer);
  if (!rs_store_read (store, gather, writer, error))
    return NULL;
  rs_json_writer_end_object (writer);
  text = rs_json_writer_free_to_bytes (g_steal_pointer (&writer));
  root = rs_json_parse (text, G_MAXINT32, error);
  /* People read it before they pass it on. */
  return root != NULL ? json_to_string (root, TRUE) : NULL;
}
