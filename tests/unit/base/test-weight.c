/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-weight.h"

static void
test_units_are_read_in_any_case (void)
{
  static const struct
  {
    const char *text;
    RsWeightUnit unit;
  } cases[] = {
    { "g", RS_WEIGHT_G },       { "G", RS_WEIGHT_G },    { "gram", RS_WEIGHT_G },
    { " g ", RS_WEIGHT_G },     { "kg", RS_WEIGHT_KG },  { "KG", RS_WEIGHT_KG },
    { "Kilo\n", RS_WEIGHT_KG }, { "lb", RS_WEIGHT_LBS }, { "lbs", RS_WEIGHT_LBS },
    { "Pound", RS_WEIGHT_LBS }, { "oz", RS_WEIGHT_OZ },  { "ounces", RS_WEIGHT_OZ },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RsWeightUnit unit = RS_WEIGHT_G;

      g_test_message ("“%s”", cases[i].text);
      g_assert_true (rs_weight_unit_parse (cases[i].text, &unit));
      g_assert_cmpint (unit, ==, cases[i].unit);
    }
}

static void
test_anything_else_is_no_unit (void)
{
  static const char *const texts[]
    = { "", " ", "k", "kgs!", "mg", "ton", "g g", "kg                     x", "\xff", "gæ" };
  RsWeightUnit unit = RS_WEIGHT_OZ;

  g_assert_false (rs_weight_unit_parse (NULL, &unit));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (rs_weight_unit_parse (texts[i], &unit));
  g_assert_cmpint (unit, ==, RS_WEIGHT_OZ);
}

static void
test_units_are_named_as_webshipper_names_them (void)
{
  for (RsWeightUnit unit = RS_WEIGHT_G; unit <= RS_WEIGHT_OZ; unit++)
    {
      RsWeightUnit again;

      g_assert_true (rs_weight_unit_parse (rs_weight_unit_name (unit), &again));
      g_assert_cmpint (again, ==, unit);
    }
  g_assert_cmpstr (rs_weight_unit_name (RS_WEIGHT_LBS), ==, "lbs");
}

static void
assert_grams (const char *amount, RsWeightUnit unit, const char *expected)
{
  RsWeight weight = { .unit = unit };
  char buffer[RS_DECIMAL_STRING_SIZE];

  g_assert_true (rs_decimal_parse (amount, &weight.amount, NULL));
  g_assert_cmpstr (rs_decimal_format (rs_weight_to_grams (weight), buffer), ==, expected);
}

static void
test_grams_are_exact (void)
{
  assert_grams ("240", RS_WEIGHT_G, "240");
  assert_grams ("1.2", RS_WEIGHT_KG, "1200");
  assert_grams ("0.0000015", RS_WEIGHT_KG, "0.002");
  assert_grams ("1", RS_WEIGHT_LBS, "453.59237");
  assert_grams ("16", RS_WEIGHT_OZ, "453.59237");
  assert_grams ("1", RS_WEIGHT_OZ, "28.349523");
  assert_grams ("1000", RS_WEIGHT_OZ, "28349.523125");
  assert_grams ("-1", RS_WEIGHT_OZ, "-28.349523");
  assert_grams ("0", RS_WEIGHT_KG, "0");
}

static void
test_more_grams_than_there_can_be_saturate (void)
{
  assert_grams ("9000000000000", RS_WEIGHT_KG, "9223372036854.775807");
  assert_grams ("-9000000000000", RS_WEIGHT_LBS, "-9223372036854.775808");
}

static void
test_grams_stay_grams (void)
{
  RsWeight weight = rs_weight_grams (RS_DECIMAL_INT (350));

  g_assert_cmpint (weight.unit, ==, RS_WEIGHT_G);
  g_assert_cmpint (rs_weight_to_grams (weight).micros, ==, 350000000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weight/units-are-read-in-any-case", test_units_are_read_in_any_case);
  g_test_add_func ("/weight/anything-else-is-no-unit", test_anything_else_is_no_unit);
  g_test_add_func ("/weight/units-are-named-as-webshipper-names-them",
                   test_units_are_named_as_webshipper_names_them);
  g_test_add_func ("/weight/grams-are-exact", test_grams_are_exact);
  g_test_add_func ("/weight/more-grams-than-there-can-be-saturate",
                   test_more_grams_than_there_can_be_saturate);
  g_test_add_func ("/weight/grams-stay-grams", test_grams_stay_grams);
  return g_test_run ();
}
