/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* What is looked at in the list of orders, and how it is kept under a name. */

#include "orders/rs-list-look.h"

static void
test_what_is_saved_is_read_back (void)
{
  g_auto (RsListLook) look = { NULL };
  g_autoptr (GPtrArray) saved = rs_saved_looks_new ();
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;

  look.search = g_strdup ("møl 'x' \"y\" {}");
  look.state = g_strdup (RS_CASE_STATE_HELD);
  look.term = g_strdup ("Leveret, <b>frit</b>");
  look.rate = g_strdup ("%s%n");
  look.country = g_strdup ("DK");
  look.period = RS_PERIOD_MONTH;
  g_assert_true (rs_saved_looks_put (saved, "Mine", &look));
  g_set_str (&look.search, NULL);
  g_assert_true (rs_saved_looks_put (saved, " Also mine ", &look));
  text = rs_saved_looks_to_text (saved);
  again = rs_saved_looks_from_text (text);

  g_assert_cmpuint (again->len, ==, 2);
  g_assert_true (rs_list_look_equal (&rs_saved_looks_find (again, "Also mine")->look, &look));
  g_assert_cmpstr (rs_saved_looks_find (again, "Mine")->look.search, ==, "møl 'x' \"y\" {}");
  g_assert_cmpstr (rs_saved_looks_find_look (again, &look)->name, ==, "Also mine");
}

static void
test_a_name_is_there_once (void)
{
  RsListLook look = { .period = RS_PERIOD_TODAY };
  g_autoptr (GPtrArray) saved = rs_saved_looks_new ();

  g_assert_true (rs_saved_looks_put (saved, "Mine", &look));
  look.period = RS_PERIOD_YEAR;
  g_assert_true (rs_saved_looks_put (saved, "Mine", &look));
  g_assert_cmpuint (saved->len, ==, 1);
  g_assert_cmpint (rs_saved_looks_find (saved, "Mine")->look.period, ==, RS_PERIOD_YEAR);
  rs_saved_looks_remove (saved, "Mine");
  rs_saved_looks_remove (saved, "Mine");
  g_assert_cmpuint (saved->len, ==, 0);
}

static void
test_names_are_bounded_and_so_is_their_number (void)
{
  RsListLook look = { .period = RS_PERIOD_TODAY };
  g_autoptr (GPtrArray) saved = rs_saved_looks_new ();
  g_autofree char *endless = g_strnfill (10000, 'x');

  g_assert_false (rs_saved_looks_put (saved, "  ", &look));
  g_assert_true (rs_saved_looks_put (saved, endless, &look));
  g_assert_cmpint (g_utf8_strlen (((RsSavedLook *) g_ptr_array_index (saved, 0))->name, -1), <=,
                   RS_SAVED_LOOK_NAME_MOST);
  for (guint i = 0; i < 2 * RS_SAVED_LOOKS_MOST; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      rs_saved_looks_put (saved, name, &look);
    }
  g_assert_cmpuint (saved->len, ==, RS_SAVED_LOOKS_MOST);
}

static void
test_what_is_not_ours_is_left_out (void)
{
  static const char *const texts[] = {
    NULL, "", "nonsense", "[1, 2]", "[('Mine', {'period': <1>})]", "@a(sa{ss}) [", "[('', {'state': 'held'})]"
  };
  g_autoptr (GPtrArray) newer
    = rs_saved_looks_from_text ("[('Mine', {'state': 'from-tomorrow', 'period': 'aeon', 'colour': 'red', "
                                "'country': 'SE'})]");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) saved = rs_saved_looks_from_text (texts[i]);

      g_assert_cmpuint (saved->len, ==, 0);
    }
  g_assert_cmpuint (newer->len, ==, 1);
  g_assert_null (rs_saved_looks_find (newer, "Mine")->look.state);
  g_assert_cmpint (rs_saved_looks_find (newer, "Mine")->look.period, ==, RS_PERIOD_ANY);
  g_assert_cmpstr (rs_saved_looks_find (newer, "Mine")->look.country, ==, "SE");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ui/list-look/" name, func)
  ADD ("what-is-saved-is-read-back", test_what_is_saved_is_read_back);
  ADD ("a-name-is-there-once", test_a_name_is_there_once);
  ADD ("names-are-bounded-and-so-is-their-number", test_names_are_bounded_and_so_is_their_number);
  ADD ("what-is-not-ours-is-left-out", test_what_is_not_ours_is_left_out);
  return g_test_run ();
}
