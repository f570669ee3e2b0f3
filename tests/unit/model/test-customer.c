/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-customer.h"

/* What two records of one customer have in common. */

static const struct
{
  const char *vat;
  const char *word;
} vats[] = {
  { "DK12345678", "vat/12345678" },
  { "12345678", "vat/12345678" },
  { "dk 12 34 56 78", "vat/12345678" },
  { "DK-12.34.56.78", "vat/12345678" },
  { "NO 987 654 321 MVA", "vat/987654321" },
  { "NO987654321", "vat/987654321" },
  { "SE556012579001", "vat/556012579001" },
  { "ATU12345678", "vat/U12345678" },
  { "12345", NULL },
  { "00000000", NULL },
  { "ukendt", NULL },
  { "DK", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_a_vat_number_is_one_however_it_is_written (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vats); i++)
    {
      g_autofree char *word = rs_customer_vat_word (vats[i].vat);

      g_test_message ("%s", vats[i].vat);
      g_assert_cmpstr (word, ==, vats[i].word);
    }
}

static void
test_vat_numbers_of_two_countries_differ (void)
{
  g_assert_true (rs_customer_vat_differs ("DK12345678", "SE12345678"));
  g_assert_false (rs_customer_vat_differs ("DK12345678", "dk 12345678"));
  g_assert_false (rs_customer_vat_differs ("DK12345678", "12345678"));
  g_assert_false (rs_customer_vat_differs (NULL, "DK12345678"));
}

static void
test_mail_and_name_are_compared_without_case (void)
{
  g_autofree char *word = rs_customer_mail_word (" Ida@Krogh.example", "IDA  Krøgh");
  g_autofree char *same = rs_customer_mail_word ("ida@krogh.example", "Ida Krøgh");
  g_autofree char *other = rs_customer_mail_word ("ida@krogh.example", "Ida Kragh");

  g_assert_cmpstr (word, ==, "mail/ida@krogh.example/ida kroegh");
  g_assert_cmpstr (same, ==, word);
  g_assert_cmpstr (other, !=, word);
  g_assert_null (rs_customer_mail_word ("no address", "Ida"));
  g_assert_null (rs_customer_mail_word ("ida@krogh.example", " . "));
  g_assert_null (rs_customer_mail_word (NULL, "Ida"));
  g_assert_null (rs_customer_mail_word ("\xff@\xff", "Ida"));
}

static void
test_a_name_needs_a_zip (void)
{
  g_autofree char *word = rs_customer_name_word ("Fjord Sport AS", "01 55");

  g_assert_cmpstr (word, ==, "name/fjord sport as/0155");
  g_assert_null (rs_customer_name_word ("Fjord Sport AS", NULL));
  g_assert_null (rs_customer_name_word (NULL, "0155"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/customer/a-vat-number-is-one-however-it-is-written",
                   test_a_vat_number_is_one_however_it_is_written);
  g_test_add_func ("/model/customer/vat-numbers-of-two-countries-differ",
                   test_vat_numbers_of_two_countries_differ);
  g_test_add_func ("/model/customer/mail-and-name-are-compared-without-case",
                   test_mail_and_name_are_compared_without_case);
  g_test_add_func ("/model/customer/a-name-needs-a-zip", test_a_name_needs_a_zip);
  return g_test_run ();
}
