/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-country-names.h"
#include "rs-country.h"
#include "rs-fold.h"

#include <string.h>

/* The assigned alpha-2 codes of ISO 3166-1, written down apart from the table. */
static const char assigned[]
  = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

typedef struct
{
  const char *text;
  const char *code;
} Case;

static void
assert_cases (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpstr (rs_country_lookup (cases[i].text), ==, cases[i].code);
    }
}

static void
test_every_assigned_code_is_known_and_no_other (void)
{
  g_auto (GStrv) codes = g_strsplit (assigned, " ", -1);
  guint n_known = 0;

  g_assert_cmpuint (g_strv_length (codes), ==, 249);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_assert_true (rs_country_is_code (codes[i]));
      g_assert_cmpstr (rs_country_lookup (codes[i]), ==, codes[i]);
    }
  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      n_known += rs_country_is_code ((const char[]) { first, second, '\0' });
  g_assert_cmpuint (n_known, ==, 249 + 1);
  g_assert_true (rs_country_is_code ("XK"));
}

static void
test_a_code_is_two_upper_case_letters (void)
{
  static const char *const texts[] = { "", "D", "dk", "Dk", "DKK", "DNK", " DK", "DK ", "UK", "EU", "ZZ" };

  g_assert_false (rs_country_is_code (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (rs_country_is_code (texts[i]));
}

static void
assert_means (const char *name, const char *code)
{
  g_autofree char *excerpt = rs_text_excerpt (name, 60);

  g_test_message ("“%s” → %s", excerpt, code != NULL ? code : "nothing");
  g_assert_cmpstr (rs_country_lookup (name), ==, code);
}

static void
test_no_name_of_the_table_means_two_countries (void)
{
  for (guint i = 0; i < rs_country_n_names; i++)
    {
      const RsCountryNames *country = &rs_country_names[i];
      g_auto (GStrv) others = g_strsplit (country->others, ";", -1);

      assert_means (country->danish, country->code);
      assert_means (country->english, country->code);
      if (*country->code3 != '\0')
        assert_means (country->code3, country->code);
      for (guint j = 0; others[j] != NULL; j++)
        assert_means (others[j], country->code);
    }
}

static void
test_the_table_is_sorted_and_whole (void)
{
  for (guint i = 0; i < rs_country_n_names; i++)
    {
      const RsCountryNames *country = &rs_country_names[i];

      g_assert_true (g_ascii_isupper (country->code[0]) && g_ascii_isupper (country->code[1]));
      g_assert_cmpint (g_ascii_isupper (country->code3[2]), ==, !g_str_equal (country->code, "XK"));
      g_assert_true (*country->danish != '\0' && *country->english != '\0');
      g_assert_true (g_utf8_validate (country->danish, -1, NULL)
                     && g_utf8_validate (country->others, -1, NULL));
      g_assert_true (i == 0 || strcmp (rs_country_names[i - 1].code, country->code) < 0);
    }
}

static void
test_neighbours_are_known_in_all_five_languages (void)
{
  static const Case cases[] = {
    { "Danmark", "DK" },
    { "Denmark", "DK" },
    { "Dänemark", "DK" },
    { "Norge", "NO" },
    { "Noreg", "NO" },
    { "Norway", "NO" },
    { "Norwegen", "NO" },
    { "Sverige", "SE" },
    { "Sweden", "SE" },
    { "Schweden", "SE" },
    { "Tyskland", "DE" },
    { "Germany", "DE" },
    { "Deutschland", "DE" },
    { "Finland", "FI" },
    { "Finnland", "FI" },
    { "Island", "IS" },
    { "Iceland", "IS" },
    { "Grønland", "GL" },
    { "Greenland", "GL" },
    { "Grönland", "GL" },
    { "Færøerne", "FO" },
    { "Færøyene", "FO" },
    { "Färöarna", "FO" },
    { "Faroe Islands", "FO" },
    { "Färöer", "FO" },
    { "Åland", "AX" },
    { "Ålandsøerne", "AX" },
    { "Svalbard", "SJ" },
    { "Svalbard og Jan Mayen", "SJ" },
    { "Polen", "PL" },
    { "Poland", "PL" },
    { "Frankrig", "FR" },
    { "Frankrike", "FR" },
    { "Frankreich", "FR" },
    { "Østrig", "AT" },
    { "Österreich", "AT" },
    { "Østerrike", "AT" },
    { "Schweiz", "CH" },
    { "Sveits", "CH" },
    { "Ungarn", "HU" },
    { "Ungern", "HU" },
    { "Grækenland", "GR" },
    { "Hellas", "GR" },
    { "Griechenland", "GR" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_short_forms_and_old_names_are_known (void)
{
  static const Case cases[] = {
    { "Holland", "NL" },
    { "Nederlandene", "NL" },
    { "The Netherlands", "NL" },
    { "England", "GB" },
    { "Skotland", "GB" },
    { "Wales", "GB" },
    { "Nordirland", "GB" },
    { "UK", "GB" },
    { "U.K.", "GB" },
    { "USA", "US" },
    { "U.S.A.", "US" },
    { "De Forenede Stater", "US" },
    { "Tjekkiet", "CZ" },
    { "Czech Republic", "CZ" },
    { "Elfenbenskysten", "CI" },
    { "Côte d’Ivoire", "CI" },
    { "Hviderusland", "BY" },
    { "Makedonien", "MK" },
    { "Sydkorea", "KR" },
    { "Nordkorea", "KP" },
    { "Guinea", "GN" },
    { "Guinea-Bissau", "GW" },
    { "Papua Ny Guinea", "PG" },
    { "Ækvatorialguinea", "GQ" },
    { "Congo-Kinshasa", "CD" },
    { "Kongo-Brazzaville", "CG" },
    { "Dominica", "DM" },
    { "Den Dominikanske Republik", "DO" },
    { "Irland", "IE" },
    { "Kosovo", "XK" },
    { "Burma", "MM" },
    { "Swaziland", "SZ" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_case_accents_and_space_do_not_matter (void)
{
  static const Case cases[] = {
    { "  DANMARK ", "DK" },  { "danmark.", "DK" },  { "dk", "DK" },           { "no", "NO" },
    { "dnk", "DK" },         { "ostrig", NULL },    { "oestrig", "AT" },      { "ØSTRIG", "AT" },
    { "Faeroeerne", "FO" },  { "groenland", "GL" }, { "Tu\u0308rkei", "TR" }, { "aaland", "AX" },
    { "A\u030aland", "AX" }, { "Curacao", "CW" },   { "reunion", "RE" },      { "Saudi Arabien", "SA" },
    { "Nor\u00adge", "NO" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_a_country_is_never_guessed (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "-",
    "Kongo",
    "Congo",
    "Korea",
    "Jomfruøerne",
    "Virgin Islands",
    "Norig",
    "Danmrak",
    "Denmarkk",
    "DK Norge",
    "Europa",
    "Amerika",
    "Danmark/Norge",
    "EU",
    "Jugoslavien",
    "Sovjetunionen",
    "\xff\xfe",
    "%s",
    "0",
    "45",
    "ZZ",
  };

  g_assert_null (rs_country_lookup (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_means (texts[i], NULL);
}

static void
test_a_long_text_is_not_read_by_its_beginning (void)
{
  g_autofree char *spaces = g_strnfill (300, ' ');
  g_autofree char *text = g_strconcat ("Danmark", spaces, "Norge", NULL);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');

  assert_means (text, NULL);
  g_assert_null (rs_country_lookup (huge));
}

static void
test_names_are_shown_in_danish_or_english (void)
{
  g_assert_cmpstr (rs_country_name ("DE", "da"), ==, "Tyskland");
  g_assert_cmpstr (rs_country_name ("DE", "da_DK.UTF-8"), ==, "Tyskland");
  g_assert_cmpstr (rs_country_name ("DE", "en_GB"), ==, "Germany");
  g_assert_cmpstr (rs_country_name ("DE", "de"), ==, "Germany");
  g_assert_cmpstr (rs_country_name ("DE", "dav_KE"), ==, "Germany");
  g_assert_cmpstr (rs_country_name ("DE", NULL), ==, "Germany");
  g_assert_cmpstr (rs_country_name ("GL", "da"), ==, "Grønland");
  g_assert_cmpstr (rs_country_name ("AF", "da"), ==, "Afghanistan");
  g_assert_null (rs_country_name ("ZZ", "da"));
  g_assert_null (rs_country_name (NULL, "da"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country/every-assigned-code-is-known-and-no-other",
                   test_every_assigned_code_is_known_and_no_other);
  g_test_add_func ("/country/a-code-is-two-upper-case-letters", test_a_code_is_two_upper_case_letters);
  g_test_add_func ("/country/no-name-of-the-table-means-two-countries",
                   test_no_name_of_the_table_means_two_countries);
  g_test_add_func ("/country/the-table-is-sorted-and-whole", test_the_table_is_sorted_and_whole);
  g_test_add_func ("/country/neighbours-are-known-in-all-five-languages",
                   test_neighbours_are_known_in_all_five_languages);
  g_test_add_func ("/country/short-forms-and-old-names-are-known", test_short_forms_and_old_names_are_known);
  g_test_add_func ("/country/case-accents-and-space-do-not-matter",
                   test_case_accents_and_space_do_not_matter);
  g_test_add_func ("/country/a-country-is-never-guessed", test_a_country_is_never_guessed);
  g_test_add_func ("/country/a-long-text-is-not-read-by-its-beginning",
                   test_a_long_text_is_not_read_by_its_beginning);
  g_test_add_func ("/country/names-are-shown-in-danish-or-english",
                   test_names_are_shown_in_danish_or_english);
  return g_test_run ();
}
