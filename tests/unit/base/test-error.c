/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"

static void
test_only_ambiguous_errors_may_have_taken_effect (void)
{
  for (int code = RS_ERROR_AUTH; code <= RS_ERROR_CANCELLED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (RS_ERROR, code, "");

      g_assert_cmpint (rs_error_is_ambiguous (error), ==, code == RS_ERROR_AMBIGUOUS);
      g_assert_cmpstr (rs_error_name (code), !=, "unknown");
    }
  g_assert_cmpstr (rs_error_name (99), ==, "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/only-ambiguous-errors-may-have-taken-effect",
                   test_only_ambiguous_errors_may_have_taken_effect);
  return g_test_run ();
}
