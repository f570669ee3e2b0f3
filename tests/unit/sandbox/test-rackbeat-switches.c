/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "switch-checks.h"

#include <libdex.h>
#include <string.h>

/* Every word of every switch of the simulated Rackbeat does what it says; and no switch is without its check.
 */

static void
run_one (gconstpointer data)
{
  const char *assignment = data;
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  g_autoptr (World) world = world_new (30);
  SwitchCheck check = switch_check_find (parts[0] + strlen ("rackbeat."));

  world_set (world, assignment);
  g_assert_nonnull (check);
  check (world, parts[1]);
}

static void
test_an_unknown_switch_or_word_is_refused (void)
{
  g_autoptr (World) world = world_new (0);
  static const char *const wrong[] = { "rackbeat.limit=many",
                                       "rackbeat.limit=clamp",
                                       "rackbeat.limit=clamp#",
                                       "rackbeat.nothing=1",
                                       "rackbeat.limit",
                                       "rackbeat.rate=8/",
                                       "rackbeat.rate=0/5",
                                       "rackbeat.rate=8/0",
                                       "rackbeat.rate=-1",
                                       "rackbeat.rate=1/2/3",
                                       "=",
                                       "" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rs_sandbox_set_switch (world->sandbox, wrong[i], &error));
      g_assert_nonnull (error);
    }
}

/* One test for each word of each switch, as they declare themselves. */
static void
add_words (JsonNode *switches)
{
  for (guint i = 0; i < json_array_get_length (json_node_get_array (switches)); i++)
    {
      JsonObject *one = json_array_get_object_element (json_node_get_array (switches), i);
      const char *name = json_object_get_string_member (one, "name");
      g_auto (GStrv) words = g_strsplit (json_object_get_string_member (one, "alternatives"), ",", -1);

      if (!g_str_has_prefix (name, "rackbeat."))
        continue;
      for (guint j = 0; words[j] != NULL; j++)
        {
          g_auto (GStrv) parts = g_strsplit (words[j], "#", 2);
          g_autofree char *word = g_strjoinv ("9", parts);
          g_autofree char *path
            = g_strdup_printf ("/rackbeat-switches/%s/%s", name + strlen ("rackbeat."), word);

          /* How much is shown with the protocol: these stand for numbers. */
          if (words[j][0] != '#')
            g_test_add_data_func_full (path, g_strdup_printf ("%s=%s", name, word), run_one, g_free);
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (World) world = NULL;
  g_autoptr (JsonNode) switches = NULL;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  world = world_new (0);
  switches = rs_sandbox_describe_switches (world->sandbox);
  add_words (switches);
  g_test_add_func ("/rackbeat-switches/unknown", test_an_unknown_switch_or_word_is_refused);
  return g_test_run ();
}
