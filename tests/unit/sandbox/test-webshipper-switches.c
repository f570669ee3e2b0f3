/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "orders-of-others.h"
#include "webshipper-checks.h"

#include <libdex.h>
#include <string.h>

/* Every word of every switch of the simulated Webshipper does what it says; and no switch is without its
 * check. */

static void
run_one (gconstpointer data)
{
  const char *assignment = data;
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  g_autoptr (World) world = world_new (0);
  WebshipperCheck check = webshipper_check_find (parts[0] + strlen ("webshipper."));

  world_set (world, assignment);
  g_assert_nonnull (check);
  check (world, parts[1]);
}

static void
test_the_burst_is_forty_and_two_come_back_each_second (void)
{
  g_autoptr (World) world = world_new (0);

  world_set (world, "webshipper.rate=2/40");
  for (guint i = 0; i < 40; i++)
    g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 200);
  g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 429);
  rs_virtual_clock_advance (world->clock, RS_INSTANT_SECOND);
  g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 200);
  g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 200);
  g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 429);
}

/* One test for each word of each switch, as they declare themselves. */
static void
add_words (JsonNode *switches)
{
  /* These have a program of their own. */
  static const char *const shipping[] = { "webshipper.tracking_number",
                                          "webshipper.label_delay",
                                          "webshipper.label_base64",
                                          "webshipper.shipment_status",
                                          "webshipper.merge_sources",
                                          "webshipper.tracking_delay",
                                          "webshipper.shipment_delete",
                                          "webshipper.return_portal",
                                          "webshipper.drop_points_by_carrier",
                                          "webshipper.webhook_delivery",
                                          NULL };

  for (guint i = 0; i < json_array_get_length (json_node_get_array (switches)); i++)
    {
      JsonObject *one = json_array_get_object_element (json_node_get_array (switches), i);
      const char *name = json_object_get_string_member (one, "name");
      g_auto (GStrv) words = g_strsplit (json_object_get_string_member (one, "alternatives"), ",", -1);

      if (!g_str_has_prefix (name, "webshipper.") || g_strv_contains (shipping, name))
        continue;
      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *path
            = g_strdup_printf ("/webshipper-switches/%s/%s", name + strlen ("webshipper."), words[j]);

          /* Numbers and free words have tests of their own. */
          if (words[j][0] != '#' && words[j][0] != '*')
            g_test_add_data_func_full (path, g_strdup_printf ("%s=%s", name, words[j]), run_one, g_free);
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
  g_test_add_func ("/webshipper-switches/rate/burst", test_the_burst_is_forty_and_two_come_back_each_second);
  return g_test_run ();
}
