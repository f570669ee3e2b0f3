/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* What other people wrote, made fit to be shown. */

#include "rs-outside.h"

#include <string.h>

#define ISOLATE "\xE2\x81\xA8"
#define POP     "\xE2\x81\xA9"

static void
check_line (const char *text, const char *expected)
{
  g_autofree char *line = rs_outside_line (text);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_what_people_usually_write_stays_as_it_is (void)
{
  check_line ("Café Æblerosen & Søn <A/S>", "Café Æblerosen & Søn <A/S>");
  check_line ("👩‍👩‍👧‍👦 花屋 é", "👩‍👩‍👧‍👦 花屋 é");
  check_line ("", "");
  check_line (NULL, "");
}

static void
test_a_line_is_one_line (void)
{
  check_line ("one\ntwo\tthree\xE2\x80\xA8"
              "four",
              "one two three four");
}

static void
test_control_characters_are_left_out (void)
{
  check_line ("bell\a esc\x1b[31m del\x7f", "bell esc[31m del");
}

static void
test_nothing_turns_round_what_stands_beside_it (void)
{
  /* An override that is never closed. */
  check_line ("abc\xE2\x80\xAE"
              "def",
              "abcdef");
  check_line ("שלום", ISOLATE "שלום" POP);
  check_line ("GLS شركة", ISOLATE "GLS شركة" POP);
}

static void
test_what_is_far_too_long_is_cut (void)
{
  g_autofree char *text = g_strnfill (10000, 'x');
  g_autofree char *line = rs_outside_line (text);
  g_autofree char *block = rs_outside_block (text);

  g_assert_cmpint (g_utf8_strlen (line, -1), ==, 301);
  g_assert_true (g_str_has_suffix (line, "x…"));
  g_assert_cmpint (g_utf8_strlen (block, -1), ==, 3001);
}

static void
test_a_block_keeps_its_lines (void)
{
  g_autofree char *block = rs_outside_block ("Nordvej 1\n8000\tAarhus\a\r\nDanmark");

  g_assert_cmpstr (block, ==, "Nordvej 1\n8000 Aarhus\nDanmark");
}

static void
test_what_is_no_text_is_made_one (void)
{
  g_autofree char *line = rs_outside_line ("caf\xE9");

  g_assert_true (g_utf8_validate (line, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/outside/what-people-usually-write-stays-as-it-is",
                   test_what_people_usually_write_stays_as_it_is);
  g_test_add_func ("/ui/outside/a-line-is-one-line", test_a_line_is_one_line);
  g_test_add_func ("/ui/outside/control-characters-are-left-out", test_control_characters_are_left_out);
  g_test_add_func ("/ui/outside/nothing-turns-round-what-stands-beside-it",
                   test_nothing_turns_round_what_stands_beside_it);
  g_test_add_func ("/ui/outside/what-is-far-too-long-is-cut", test_what_is_far_too_long_is_cut);
  g_test_add_func ("/ui/outside/a-block-keeps-its-lines", test_a_block_keeps_its_lines);
  g_test_add_func ("/ui/outside/what-is-no-text-is-made-one", test_what_is_no_text_is_made_one);
  return g_test_run ();
}
