/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fuzz.h"

#include "rs-json.h"

#include <string.h>

/* Every reader at every member: none may log, abort or read beyond. */
static void
read_everything (const RsJson *json, guint depth)
{
  static const char *const names[] = { "id", "a", "lines", "data", "number", "", "updated_at" };
  static const RsJsonFlags flags[] = { RS_JSON_OPTIONAL, RS_JSON_REQUIRED, RS_JSON_LENIENT };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (flags); j++)
      {
        g_autofree char *text = rs_json_dup_string (json, names[i], flags[j]);
        RsJson child;

        rs_json_get_int (json, names[i], flags[j]);
        rs_json_get_bool (json, names[i], flags[j]);
        rs_json_get_decimal (json, names[i], flags[j], NULL);
        rs_json_get_instant (json, names[i], flags[j]);
        if (depth < 3 && rs_json_object (json, names[i], flags[j], &child))
          read_everything (&child, depth + 1);
        if (depth < 3 && rs_json_array (json, names[i], flags[j], &child) && rs_json_length (&child) > 0)
          {
            RsJson element;

            rs_json_element (&child, rs_json_length (&child) - 1, &element);
            read_everything (&element, depth + 1);
          }
      }
}

/* What was read and written again reads as the same. */
static void
assert_round_trip (JsonNode *node)
{
  g_autofree char *once = rs_json_to_string (node);
  g_autoptr (GBytes) bytes = g_bytes_new_static (once, strlen (once));
  g_autoptr (JsonNode) again = rs_json_parse (bytes, G_MAXSIZE, NULL);
  g_autofree char *twice = NULL;

  g_assert_nonnull (again);
  twice = rs_json_to_string (again);
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rs_json_parse (bytes, 1024 * 1024, &error);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (bytes, 1024 * 1024, NULL);
  RsJson root;

  g_assert_true ((node == NULL) == (tree == NULL));
  g_assert_true ((node == NULL) == (error != NULL));
  if (node == NULL)
    return 0;
  assert_round_trip (node);
  rs_json_init (&root, rs_json_tree_root (tree), "root");
  read_everything (&root, 0);
  rs_json_finish (&root, NULL);
  return 0;
}
