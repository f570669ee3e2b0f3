/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-fold.h"

#include <string.h>

static void
assert_folds (const char *text, const char *expected)
{
  g_autofree char *folded = rs_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_case_accents_and_signs_do_not_matter (void)
{
  assert_folds ("GLS Erhverv", "gls erhverv");
  assert_folds ("  PostNord – MyPack™ (Home)  ", "postnord mypacktm home");
  assert_folds ("Café, ÉLAN", "cafe elan");
  assert_folds ("Côte d’Ivoire", "cote d ivoire");
  assert_folds ("Łódź", "lodz");
  assert_folds ("Türkiye", "turkiye");
  assert_folds ("İstanbul ılık", "istanbul ilik");
  assert_folds ("ΑΘΉΝΑ", "αθηνα");
}

static void
test_nordic_letters_are_spelt_out (void)
{
  assert_folds ("Æblegrød på Øster Å", "aeblegroed paa oester aa");
  assert_folds ("STRAẞE Straße", "strasse strasse");
  assert_folds ("Þórður Ísland", "thordur island");
  assert_folds ("Ǿ ǽ ǻ", "oe ae aa");
}

static void
test_composed_and_decomposed_forms_fold_alike (void)
{
  static const char *const texts[] = { "Århus", "Ærø", "Łódź", "Škoda", "Ångström", "Ǻ", "Việt Nam", "한국" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *decomposed = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFD);
      g_autofree char *composed = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFC);
      g_autofree char *expected = rs_fold (composed);

      assert_folds (decomposed, expected);
    }
}

static void
test_parts_of_a_syllable_join_when_nothing_is_between_them (void)
{
  assert_folds ("\u110e\u0301\u1165", "처");
  assert_folds ("\u1112\u200b\u1161\u00ad\u11ab", "한");
}

static void
test_what_nobody_sees_is_left_out (void)
{
  assert_folds ("Dan\u00admark", "danmark");
  assert_folds ("\u200eNor\u200bge\u202c", "norge");
  assert_folds ("\ufeffSverige", "sverige");
}

static void
test_nothing_folds_to_nothing (void)
{
  assert_folds (NULL, "");
  assert_folds ("", "");
  assert_folds (" -- / \t\n", "");
}

static void
test_invalid_text_is_repaired (void)
{
  assert_folds ("Dan\xffmark", "dan mark");
  assert_folds ("\xc3", "");
  assert_folds ("\xed\xa0\x80x", "x");
}

static char *
random_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  guint length = (guint) g_rand_int_range (random, 0, 40);

  for (guint i = 0; i < length; i++)
    if (g_rand_boolean (random))
      g_string_append_unichar (text, (gunichar) g_rand_int_range (random, 1, 0x2fff));
    else
      g_string_append_c (text, (char) g_rand_int_range (random, 1, 256));
  return g_string_free (text, FALSE);
}

static void
test_what_is_folded_folds_to_itself (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *text = random_text (random);
      g_autofree char *folded = rs_fold (text);

      g_assert_true (g_utf8_validate (folded, -1, NULL));
      assert_folds (folded, folded);
    }
}

static void
assert_excerpt (const char *text, gsize max_chars, const char *expected)
{
  g_autofree char *excerpt = rs_text_excerpt (text, max_chars);

  g_assert_cmpstr (excerpt, ==, expected);
}

static void
test_an_excerpt_is_cut_between_letters (void)
{
  assert_excerpt ("æøå", 3, "æøå");
  assert_excerpt ("æøåæ", 3, "æøå…");
  assert_excerpt ("😀😀😀", 2, "😀😀…");
  assert_excerpt ("abc", 0, "…");
  assert_excerpt ("", 0, "");
  assert_excerpt (NULL, 5, "");
  assert_excerpt ("kort", G_MAXSIZE, "kort");
}

static void
test_an_excerpt_fits_on_one_line (void)
{
  assert_excerpt ("a\nb\r\tc\x01\x7f", 20, "a b  c  ");
  assert_excerpt ("a\u2028b\u202ec\xc2\x85"
                  "d",
                  20, "a b c d");
  assert_excerpt ("a\xff\xfe z", 20, "a\ufffd\ufffd z");
}

static void
test_an_excerpt_of_anything_is_valid (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *text = random_text (random);
      gsize max_chars = (gsize) g_rand_int_range (random, 0, 30);
      g_autofree char *excerpt = rs_text_excerpt (text, max_chars);

      g_assert_true (g_utf8_validate (excerpt, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, (glong) max_chars + 1);
      g_assert_null (strchr (excerpt, '\n'));
    }
}

static void
test_an_excerpt_of_a_long_text_is_short (void)
{
  g_autofree char *text = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *excerpt = rs_text_excerpt (text, 100);

  g_assert_cmpuint (strlen (excerpt), ==, 100 + strlen ("…"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/case-accents-and-signs-do-not-matter", test_case_accents_and_signs_do_not_matter);
  g_test_add_func ("/fold/nordic-letters-are-spelt-out", test_nordic_letters_are_spelt_out);
  g_test_add_func ("/fold/composed-and-decomposed-forms-fold-alike",
                   test_composed_and_decomposed_forms_fold_alike);
  g_test_add_func ("/fold/parts-of-a-syllable-join-when-nothing-is-between-them",
                   test_parts_of_a_syllable_join_when_nothing_is_between_them);
  g_test_add_func ("/fold/what-nobody-sees-is-left-out", test_what_nobody_sees_is_left_out);
  g_test_add_func ("/fold/nothing-folds-to-nothing", test_nothing_folds_to_nothing);
  g_test_add_func ("/fold/invalid-text-is-repaired", test_invalid_text_is_repaired);
  g_test_add_func ("/fold/what-is-folded-folds-to-itself", test_what_is_folded_folds_to_itself);
  g_test_add_func ("/excerpt/is-cut-between-letters", test_an_excerpt_is_cut_between_letters);
  g_test_add_func ("/excerpt/fits-on-one-line", test_an_excerpt_fits_on_one_line);
  g_test_add_func ("/excerpt/of-anything-is-valid", test_an_excerpt_of_anything_is_valid);
  g_test_add_func ("/excerpt/of-a-long-text-is-short", test_an_excerpt_of_a_long_text_is_short);
  return g_test_run ();
}
