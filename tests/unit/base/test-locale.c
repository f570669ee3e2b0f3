/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-instant.h"
#include "rs-json.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* Whether a number is read right must not hang on the user's language. These tests run in a locale of their
 * own, which writes 1.5 as 1,5 as Danish does, so that they do not depend on which locales the machine has.
 */

static const char numeric_source[] = "comment_char %\n"
                                     "escape_char /\n"
                                     "LC_NUMERIC\n"
                                     "decimal_point \",\"\n"
                                     "thousands_sep \".\"\n"
                                     "grouping 3;3\n"
                                     "END LC_NUMERIC\n";

static char *
write_file (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
write_charmap (const char *folder)
{
  g_autoptr (GString) text
    = g_string_new ("<code_set_name> ANSI_X3.4-1968\n<comment_char> %\n<escape_char> /\nCHARMAP\n");

  for (guint i = 0; i < 128; i++)
    g_string_append_printf (text, "<U%04X> /x%02x <U%04X>\n", i, i, i);
  g_string_append (text, "END CHARMAP\n");
  return write_file (folder, "ascii.map", text->str);
}

/* FALSE when this machine cannot make a locale. */
static gboolean
enter_comma_locale (const char *folder)
{
  g_autofree char *charmap = write_charmap (folder);
  g_autofree char *source = write_file (folder, "comma.source", numeric_source);
  g_autofree char *target = g_build_filename (folder, "comma", NULL);
  const char *const argv[] = { "localedef", "-c", "-f", charmap, "-i", source, target, NULL };

  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                     NULL, NULL, NULL, NULL, NULL))
    return FALSE;
  g_setenv ("LOCPATH", folder, TRUE);
  return setlocale (LC_NUMERIC, "comma") != NULL && g_str_equal (localeconv ()->decimal_point, ",");
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_folder (inner);
    }
  g_remove (path);
}

static void
check_decimals (void)
{
  RsDecimal value;
  char buffer[RS_DECIMAL_STRING_SIZE];

  g_assert_true (rs_decimal_parse ("449.5", &value, NULL));
  g_assert_cmpint (value.micros, ==, 449500000);
  g_assert_false (rs_decimal_parse ("449,5", &value, NULL));
  g_assert_true (rs_decimal_from_double (1234.5, &value, NULL));
  g_assert_cmpstr (rs_decimal_format (value, buffer), ==, "1234.5");
}

static void
check_json (void)
{
  static const char text[] = "{\"price\":1234.5,\"small\":1e-07,\"text\":\"0.25\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, 1000, NULL);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (bytes, 1000, NULL);
  g_autofree char *written = NULL;
  RsJson root;

  g_assert_nonnull (node);
  rs_json_init (&root, rs_json_tree_root (tree), "item");
  g_assert_cmpint (rs_json_get_decimal (&root, "price", RS_JSON_REQUIRED, NULL).micros, ==, 1234500000);
  g_assert_cmpint (rs_json_get_decimal (&root, "text", RS_JSON_REQUIRED, NULL).micros, ==, 250000);
  g_assert_true (rs_json_finish (&root, NULL));
  written = rs_json_to_string (node);
  g_assert_cmpstr (written, ==, text);
}

static void
check_instants (void)
{
  RsInstant instant;
  g_autofree char *text = NULL;

  g_assert_true (rs_instant_parse ("2026-09-28T10:14:07.25Z", NULL, &instant, NULL));
  text = rs_instant_to_string (instant);
  g_assert_cmpstr (text, ==, "2026-09-28T10:14:07.250000Z");
}

static void
test_the_users_locale_does_not_matter (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rackship-locale-XXXXXX", NULL);
  gboolean entered = enter_comma_locale (folder);

  remove_folder (folder);
  if (!entered)
    {
      g_test_skip ("localedef is not there, or this C library takes no LOCPATH");
      return;
    }
  check_decimals ();
  check_json ();
  check_instants ();
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locale/the-users-locale-does-not-matter", test_the_users_locale_does_not_matter);
  return g_test_run ();
}
