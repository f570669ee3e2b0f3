/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "test-json.h"

#include <string.h>

char *
test_read_fixture (const char *layer, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", layer, "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

JsonNode *
test_load_fixture (const char *layer, const char *name)
{
  g_autofree char *text = test_read_fixture (layer, name);

  return test_parse (text);
}

JsonNode *
test_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

char *
test_to_text (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

GBytes *
test_to_bytes (JsonNode *node)
{
  char *text = test_to_text (node);

  return g_bytes_new_take (text, strlen (text));
}

/* Cuts the next step off a path: "lines" and no index, or "[0]" as an index and no name. */
static const char *
next_step (const char *path, char **name, guint *index)
{
  gsize length;

  *name = NULL;
  *index = 0;
  if (path[0] == '.')
    path++;
  if (path[0] == '[')
    {
      char *end = NULL;

      *index = (guint) g_ascii_strtoull (path + 1, &end, 10);
      g_assert_cmpint (*end, ==, ']');
      return end + 1;
    }
  length = strcspn (path, ".[");
  *name = g_strndup (path, length);
  return path + length;
}

JsonNode *
test_pick (JsonNode *root, const char *path)
{
  JsonNode *node = root;

  while (path[0] != '\0')
    {
      g_autofree char *name = NULL;
      guint index;

      path = next_step (path, &name, &index);
      node = name != NULL ? json_object_get_member (json_node_get_object (node), name)
                          : json_array_get_element (json_node_get_array (node), index);
      g_assert_nonnull (node);
    }
  return node;
}

static void
put_element (JsonArray *array, guint index, const char *json)
{
  g_autoptr (JsonArray) rest = json_array_new ();
  guint length = json_array_get_length (array);

  for (guint i = 0; i < length; i++)
    if (i != index)
      json_array_add_element (rest, json_node_ref (json_array_get_element (array, i)));
    else if (json != NULL)
      json_array_add_element (rest, test_parse (json));
  while (json_array_get_length (array) > 0)
    json_array_remove_element (array, 0);
  for (guint i = 0; i < json_array_get_length (rest); i++)
    json_array_add_element (array, json_node_ref (json_array_get_element (rest, i)));
}

void
test_put (JsonNode *root, const char *path, const char *json)
{
  JsonNode *parent = root;
  g_autofree char *name = NULL;
  guint index = 0;

  for (const char *rest = path; rest[0] != '\0';)
    {
      g_autofree char *before = g_strndup (path, (gsize) (rest - path));

      g_clear_pointer (&name, g_free);
      parent = test_pick (root, before);
      rest = next_step (rest, &name, &index);
    }
  if (name == NULL)
    put_element (json_node_get_array (parent), index, json);
  else if (json != NULL)
    json_object_set_member (json_node_get_object (parent), name, test_parse (json));
  else
    json_object_remove_member (json_node_get_object (parent), name);
}

/* Every place in the document, as paths. */
static void
list_paths (JsonNode *node, const char *path, GPtrArray *paths)
{
  if (path[0] != '\0')
    g_ptr_array_add (paths, g_strdup (path));
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autofree char *inner = g_strdup_printf ("%s%s%s", path, path[0] != '\0' ? "." : "", name);

          list_paths (member, inner, paths);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        g_autofree char *inner = g_strdup_printf ("%s[%u]", path, i);

        list_paths (json_array_get_element (json_node_get_array (node), i), inner, paths);
      }
}

void
test_spoil (JsonNode *root, GRand *random)
{
  static const char *const values[] = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "7",
    "1.5",
    "-0.000001",
    "1e3",
    "1e300",
    "-1e18",
    "9223372036854775807",
    "1e19",
    "\"\"",
    "\"x\"",
    "\"12\"",
    "\"-3.25\"",
    "\"2026-02-30T99:00:00Z\"",
    "\"\\u0000\"",
    "\"&<b>%s%n\"",
    "{}",
    "[]",
    "[[]]",
    "[null]",
    "{\"id\":{}}",
    "[{\"id\":\"7\"}]",
    "{\"number\":\"7\",\"name\":[]}",
  };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *path, *other;
  g_autofree char *text = NULL;

  list_paths (root, "", paths);
  if (paths->len == 0)
    return;
  path = g_ptr_array_index (paths, (guint) g_rand_int_range (random, 0, (gint) paths->len));
  other = g_ptr_array_index (paths, (guint) g_rand_int_range (random, 0, (gint) paths->len));
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      test_put (root, path, NULL);
      break;
    case 1:
      text = test_to_text (test_pick (root, other));
      test_put (root, path, text);
      break;
    default:
      test_put (root, path, values[g_rand_int_range (random, 0, (gint) G_N_ELEMENTS (values))]);
      break;
    }
}

char *
test_spoil_text (const char *text, GRand *random)
{
  g_autoptr (GString) spoilt = g_string_new (text);
  gint length = (gint) spoilt->len;
  gint from = g_rand_int_range (random, 0, length);
  gint n = g_rand_int_range (random, 1, MIN (40, length - from) + 1);
  g_autofree char *piece = g_strndup (text + from, (gsize) n);

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      g_string_truncate (spoilt, (gsize) from);
      break;
    case 1:
      g_string_insert (spoilt, g_rand_int_range (random, 0, length), piece);
      break;
    case 2:
      g_string_erase (spoilt, from, n);
      break;
    default:
      spoilt->str[from] = (char) g_rand_int_range (random, 1, 256);
      break;
    }
  return g_string_free (g_steal_pointer (&spoilt), FALSE);
}
