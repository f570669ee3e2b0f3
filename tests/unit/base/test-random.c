/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-random.h"

static void
test_a_seed_repeats_exactly (void)
{
  g_autoptr (RsRandom) one = rs_random_new (42);
  g_autoptr (RsRandom) other = rs_random_new (42);
  g_autoptr (RsRandom) different = rs_random_new (43);
  guint n_same = 0;

  g_assert_cmpuint (rs_random_get_seed (one), ==, 42);
  for (guint i = 0; i < 1000; i++)
    {
      gint64 number = rs_random_range (one, 0, 1000000);

      g_assert_cmpint (number, ==, rs_random_range (other, 0, 1000000));
      n_same += number == rs_random_range (different, 0, 1000000);
    }
  g_assert_cmpuint (n_same, <, 5);
}

/* A simulation's seed means the same on every machine and in every version. */
static void
test_the_sequence_of_a_seed_never_changes (void)
{
  g_autoptr (RsRandom) random = rs_random_new (1);

  g_assert_cmpint (rs_random_range (random, 0, 1000000007), ==, 0x910a2dec89025cc1 % 1000000007);
  g_assert_cmpint (rs_random_range (random, 0, 1000000007), ==, 0xbeeb8da1658eec67 % 1000000007);
}

static void
test_seed_zero_takes_another_each_time (void)
{
  g_autoptr (RsRandom) one = rs_random_new (0);
  g_autoptr (RsRandom) other = rs_random_new (0);

  g_assert_cmpuint (rs_random_get_seed (one), !=, 0);
  g_assert_cmpuint (rs_random_get_seed (one), !=, rs_random_get_seed (other));
}

static void
test_a_range_is_kept_and_reached (void)
{
  g_autoptr (RsRandom) random = rs_random_new ((guint64) g_test_rand_int () + 1);
  gboolean seen[5] = { FALSE };

  g_test_message ("seed %" G_GUINT64_FORMAT, rs_random_get_seed (random));
  for (guint i = 0; i < 1000; i++)
    {
      gint64 number = rs_random_range (random, -2, 3);

      g_assert_cmpint (number, >=, -2);
      g_assert_cmpint (number, <, 3);
      seen[number + 2] = TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (seen[i]);
  g_assert_cmpint (rs_random_range (random, 7, 8), ==, 7);
}

static void
test_the_widest_range_does_not_overflow (void)
{
  g_autoptr (RsRandom) random = rs_random_new (7);
  guint n_negative = 0;

  for (guint i = 0; i < 1000; i++)
    n_negative += rs_random_range (random, G_MININT64, G_MAXINT64) < 0;
  g_assert_cmpuint (n_negative, >, 400);
  g_assert_cmpuint (n_negative, <, 600);
}

static void
test_chance_follows_its_probability (void)
{
  g_autoptr (RsRandom) random = rs_random_new (11);
  guint n_quarter = 0;

  for (guint i = 0; i < 10000; i++)
    {
      double unit = rs_random_unit (random);

      g_assert_cmpfloat (unit, >=, 0);
      g_assert_cmpfloat (unit, <, 1);
      g_assert_false (rs_random_chance (random, 0));
      g_assert_true (rs_random_chance (random, 1));
      n_quarter += rs_random_chance (random, 0.25);
    }
  g_assert_cmpuint (n_quarter, >, 2300);
  g_assert_cmpuint (n_quarter, <, 2700);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/a-seed-repeats-exactly", test_a_seed_repeats_exactly);
  g_test_add_func ("/random/the-sequence-of-a-seed-never-changes", test_the_sequence_of_a_seed_never_changes);
  g_test_add_func ("/random/seed-zero-takes-another-each-time", test_seed_zero_takes_another_each_time);
  g_test_add_func ("/random/a-range-is-kept-and-reached", test_a_range_is_kept_and_reached);
  g_test_add_func ("/random/the-widest-range-does-not-overflow", test_the_widest_range_does_not_overflow);
  g_test_add_func ("/random/chance-follows-its-probability", test_chance_follows_its_probability);
  return g_test_run ();
}
