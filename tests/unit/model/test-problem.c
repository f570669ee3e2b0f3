/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem.h"

static void
test_a_problem_says_what_it_is_about (void)
{
  g_autoptr (RsProblem) problem
    = rs_problem_new (RS_PROBLEM_COUNTRY_UNKNOWN, "country/Norig", "rb-order/1042",
                      "answer-country,open-rackbeat", "“%s” is no country (%d)", "Norig", 7);

  g_assert_cmpstr (problem->code, ==, "country-unknown");
  g_assert_cmpstr (problem->subject, ==, "country/Norig");
  g_assert_cmpstr (problem->case_key, ==, "rb-order/1042");
  g_assert_cmpstr (problem->text, ==, "“Norig” is no country (7)");
  g_assert_cmpuint (g_strv_length (problem->remedies), ==, 2);
  g_assert_cmpstr (problem->remedies[1], ==, "open-rackbeat");
  g_assert_cmpint (problem->since, ==, RS_INSTANT_NONE);
}

static void
test_a_problem_may_have_no_remedy_and_stop_no_case (void)
{
  g_autoptr (RsProblem) none = rs_problem_new (RS_PROBLEM_OFFLINE, "rackbeat", NULL, NULL, "x");
  g_autoptr (RsProblem) empty = rs_problem_new (RS_PROBLEM_OFFLINE, "rackbeat", NULL, "", "x");

  g_assert_null (none->remedies);
  g_assert_null (empty->remedies);
  g_assert_null (none->case_key);
}

static void
assert_argument (const RsProblem *problem, const char *name, const char *expected)
{
  g_autofree char *value = rs_problem_dup_argument (problem, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_arguments_read_back_as_they_were_set (void)
{
  g_autoptr (RsProblem) problem = rs_problem_new (RS_PROBLEM_REFUSED, "x", NULL, NULL, "x");

  assert_argument (problem, "words", NULL);
  rs_problem_set_argument (problem, "words", "\"Søvej\" \\ <b>%s</b>\n");
  rs_problem_set_argument (problem, "order", "1042");
  rs_problem_set_argument (problem, "none", NULL);
  assert_argument (problem, "words", "\"Søvej\" \\ <b>%s</b>\n");
  assert_argument (problem, "order", "1042");
  assert_argument (problem, "none", NULL);
  g_assert_cmpstr (problem->arguments, ==,
                   "{\"words\":\"\\\"Søvej\\\" \\\\ <b>%s</b>\\n\",\"order\":\"1042\",\"none\":null}");
  rs_problem_set_argument (problem, "order", "1043");
  assert_argument (problem, "order", "1043");
}

/* Arguments come out of the database, where anything may have happened to them. */
static void
test_damaged_arguments_are_none (void)
{
  static const char *const damaged[]
    = { "", "{", "[]", "null", "{\"order\":7}", "{\"order\":{}}", "\xff", "{\"order\":\"\xff\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (RsProblem) problem = rs_problem_new (RS_PROBLEM_REFUSED, "x", NULL, NULL, "x");

      problem->arguments = g_strdup (damaged[i]);
      assert_argument (problem, "order", NULL);
      rs_problem_set_argument (problem, "order", "1042");
      assert_argument (problem, "order", "1042");
    }
}

static void
test_a_box_shares_its_value (void)
{
  g_autoptr (RsProblem) problem = rs_problem_new (RS_PROBLEM_REFUSED, "x", NULL, NULL, "x");
  RsProblem *copy = g_boxed_copy (RS_TYPE_PROBLEM, problem);

  g_assert_true (copy == problem);
  g_boxed_free (RS_TYPE_PROBLEM, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/problem/says-what-it-is-about", test_a_problem_says_what_it_is_about);
  g_test_add_func ("/model/problem/may-have-no-remedy-and-stop-no-case",
                   test_a_problem_may_have_no_remedy_and_stop_no_case);
  g_test_add_func ("/model/problem/arguments-read-back-as-they-were-set",
                   test_arguments_read_back_as_they_were_set);
  g_test_add_func ("/model/problem/damaged-arguments-are-none", test_damaged_arguments_are_none);
  g_test_add_func ("/model/problem/a-box-shares-its-value", test_a_box_shares_its_value);
  return g_test_run ();
}
