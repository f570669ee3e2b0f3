/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-decimal.h"
#include "rs-error.h"

#include <string.h>

typedef struct
{
  char *name;
  char *value;
  char *initial;
  char *alternatives;
  char *meaning;
} Switch;

struct _RsSwitches
{
  GHashTable *by_name; /* (owned) name → Switch */
};

static void
switch_free (gpointer data)
{
  Switch *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->initial);
  g_free (self->alternatives);
  g_free (self->meaning);
  g_free (self);
}

RsSwitches *
rs_switches_new (void)
{
  RsSwitches *self = g_new0 (RsSwitches, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, switch_free);
  return self;
}

void
rs_switches_free (RsSwitches *self)
{
  g_hash_table_unref (self->by_name);
  g_free (self);
}

void
rs_switches_declare (RsSwitches *self, const char *name, const char *initial, const char *alternatives,
                     const char *meaning)
{
  Switch *value = g_new0 (Switch, 1);

  value->name = g_strdup (name);
  value->value = g_strdup (initial);
  value->initial = g_strdup (initial);
  value->alternatives = g_strdup (alternatives);
  value->meaning = g_strdup (meaning);
  g_hash_table_replace (self->by_name, value->name, value);
}

/* "8/60": two numbers, the first above zero and the second at least one. */
static gboolean
is_rate (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "/", -1);
  RsDecimal rate, burst;

  return g_strv_length (parts) == 2 && rs_decimal_parse (parts[0], &rate, NULL)
         && rs_decimal_parse (parts[1], &burst, NULL) && rs_decimal_compare (rate, RS_DECIMAL_ZERO) > 0
         && rs_decimal_compare (burst, RS_DECIMAL_INT (1)) >= 0;
}

/* "#" stands for a number, "clamp#" for one behind that word. */
static gboolean
is_word_with_number (const char *pattern, const char *value)
{
  gsize length = strlen (pattern) - 1;
  gint64 number;

  return g_str_has_suffix (pattern, "#") && strncmp (pattern, value, length) == 0
         && g_ascii_string_to_signed (value + length, 10, 0, G_MAXINT32, &number, NULL);
}

static gboolean
is_allowed (const Switch *self, const char *value)
{
  g_auto (GStrv) words = g_strsplit (self->alternatives, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if ((g_str_equal (words[i], value) && strchr (value, '#') == NULL) || g_str_equal (words[i], "*")
        || is_word_with_number (words[i], value) || (g_str_equal (words[i], "#/#") && is_rate (value)))
      return TRUE;
  return FALSE;
}

gboolean
rs_switches_set (RsSwitches *self, const char *name, const char *value, GError **error)
{
  Switch *found = g_hash_table_lookup (self->by_name, name);

  if (found == NULL)
    {
      g_autofree const char **names = (const char **) g_hash_table_get_keys_as_array (self->by_name, NULL);
      g_autofree char *known = g_strjoinv (", ", (char **) names);

      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "There is no switch \"%.60s\". Known: %s", name,
                   known);
      return FALSE;
    }
  if (!is_allowed (found, value))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "%s takes %s, not \"%.60s\"", name,
                   found->alternatives, value);
      return FALSE;
    }
  g_free (found->value);
  found->value = g_strdup (value);
  return TRUE;
}

const char *
rs_switches_get (RsSwitches *self, const char *name)
{
  Switch *found = g_hash_table_lookup (self->by_name, name);

  if (found == NULL)
    g_error ("The switch %s was never declared", name);
  return found->value;
}

gboolean
rs_switches_is (RsSwitches *self, const char *name, const char *value)
{
  return g_str_equal (rs_switches_get (self, name), value);
}

gint64
rs_switches_get_int (RsSwitches *self, const char *name)
{
  return g_ascii_strtoll (rs_switches_get (self, name), NULL, 10);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

JsonNode *
rs_switches_describe (RsSwitches *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint count;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->by_name, &count);

  qsort (names, count, sizeof *names, compare_names);
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    {
      const Switch *value = g_hash_table_lookup (self->by_name, names[i]);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, value->name);
      json_builder_set_member_name (builder, "value");
      json_builder_add_string_value (builder, value->value);
      json_builder_set_member_name (builder, "default");
      json_builder_add_string_value (builder, value->initial);
      json_builder_set_member_name (builder, "alternatives");
      json_builder_add_string_value (builder, value->alternatives);
      json_builder_set_member_name (builder, "meaning");
      json_builder_add_string_value (builder, value->meaning);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}
