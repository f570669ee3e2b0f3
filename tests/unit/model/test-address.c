/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-address.h"

#define N_FIELDS 11

/* The n-th field, so that none can be forgotten. */
static char **
field (RsAddress *address, guint n)
{
  char **fields[N_FIELDS] = { &address->company, &address->contact, &address->street,    &address->street2,
                              &address->zip,     &address->city,    &address->state,     &address->country,
                              &address->phone,   &address->email,   &address->vat_number };

  return fields[n];
}

static RsAddress *
full_address (void)
{
  RsAddress *address = rs_address_new ();

  for (guint i = 0; i < N_FIELDS; i++)
    *field (address, i) = g_strdup_printf ("field %u", i);
  return address;
}

static void
test_there_are_no_other_fields (void)
{
  g_assert_cmpuint (sizeof (RsAddress), ==, N_FIELDS * sizeof (char *));
}

static void
test_a_copy_is_whole_and_its_own (void)
{
  g_autoptr (RsAddress) address = full_address ();
  g_autoptr (RsAddress) copy = rs_address_copy (address);

  g_assert_true (copy != address);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_assert_cmpstr (*field (copy, i), ==, *field (address, i));
      g_assert_true (*field (copy, i) != *field (address, i));
    }
  g_assert_true (rs_address_equal (address, copy));
}

static void
test_a_copy_of_nothing_is_empty (void)
{
  g_autoptr (RsAddress) empty = rs_address_new ();
  g_autoptr (RsAddress) copy = rs_address_copy (empty);

  for (guint i = 0; i < N_FIELDS; i++)
    g_assert_null (*field (copy, i));
}

static void
test_one_differing_field_makes_addresses_differ (void)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autoptr (RsAddress) address = full_address ();
      g_autoptr (RsAddress) other = full_address ();

      g_set_str (field (other, i), "another");
      g_assert_false (rs_address_equal (address, other));
      g_set_str (field (other, i), NULL);
      g_assert_false (rs_address_equal (address, other));
    }
}

static void
test_nothing_and_empty_are_the_same (void)
{
  g_autoptr (RsAddress) unset = rs_address_new ();
  g_autoptr (RsAddress) blank = rs_address_new ();

  for (guint i = 0; i < N_FIELDS; i++)
    *field (blank, i) = g_strdup ("");
  g_assert_true (rs_address_equal (unset, blank));
  g_assert_true (rs_address_equal (NULL, blank));
  g_assert_true (rs_address_equal (unset, NULL));
  g_assert_true (rs_address_equal (NULL, NULL));
  g_set_str (&blank->city, "Oslo");
  g_assert_false (rs_address_equal (NULL, blank));
}

/* Space counts: the services may tell "Søvej 5" from "Søvej 5 ". */
static void
test_equality_is_to_the_letter (void)
{
  g_autoptr (RsAddress) one = rs_address_new ();
  g_autoptr (RsAddress) other = rs_address_new ();

  one->street = g_strdup ("Søvej 5");
  other->street = g_strdup ("Søvej 5 ");
  g_assert_false (rs_address_equal (one, other));
}

static void
test_only_where_a_parcel_could_go_counts_as_an_address (void)
{
  static const gboolean is_place[N_FIELDS]
    = { TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, FALSE, FALSE, FALSE, FALSE };

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autoptr (RsAddress) address = rs_address_new ();

      g_assert_true (rs_address_is_empty (address));
      *field (address, i) = g_strdup (" \t\r\n");
      g_assert_true (rs_address_is_empty (address));
      g_set_str (field (address, i), "x");
      g_assert_cmpint (rs_address_is_empty (address), ==, !is_place[i]);
    }
}

static void
test_an_envelope_has_its_lines_in_order (void)
{
  g_autoptr (RsAddress) address = rs_address_new ();
  g_autofree char *none = rs_address_to_text (address);
  g_autofree char *part = NULL;
  g_autofree char *whole = NULL;

  g_assert_cmpstr (none, ==, "");
  address->zip = g_strdup ("2003");
  address->country = g_strdup ("NO");
  address->street2 = g_strdup ("  ");
  part = rs_address_to_text (address);
  g_assert_cmpstr (part, ==, "2003\nNO");

  address->company = g_strdup ("Fjord Sport Lager");
  address->contact = g_strdup ("Ida Krogh");
  address->street = g_strdup ("Industriveien 9");
  g_set_str (&address->street2, "Port 3");
  address->city = g_strdup ("Lillestrøm");
  address->state = g_strdup ("Akershus");
  address->phone = g_strdup ("+4722334455");
  whole = rs_address_to_text (address);
  g_assert_cmpstr (whole, ==,
                   "Fjord Sport Lager\nIda Krogh\nIndustriveien 9\nPort 3\n2003 Lillestrøm\nAkershus\nNO");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/address/there-are-no-other-fields", test_there_are_no_other_fields);
  g_test_add_func ("/model/address/a-copy-is-whole-and-its-own", test_a_copy_is_whole_and_its_own);
  g_test_add_func ("/model/address/a-copy-of-nothing-is-empty", test_a_copy_of_nothing_is_empty);
  g_test_add_func ("/model/address/one-differing-field-makes-addresses-differ",
                   test_one_differing_field_makes_addresses_differ);
  g_test_add_func ("/model/address/nothing-and-empty-are-the-same", test_nothing_and_empty_are_the_same);
  g_test_add_func ("/model/address/equality-is-to-the-letter", test_equality_is_to_the_letter);
  g_test_add_func ("/model/address/only-where-a-parcel-could-go-counts-as-an-address",
                   test_only_where_a_parcel_could_go_counts_as_an_address);
  g_test_add_func ("/model/address/an-envelope-has-its-lines-in-order",
                   test_an_envelope_has_its_lines_in_order);
  return g_test_run ();
}
