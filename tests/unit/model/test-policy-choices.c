/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-policy-choices.h"

#include "rs-error.h"

static const struct
{
  const char *name;
  const char *value;
} pairs[] = {
  { "direction", "ws-to-rb" },
  { "trigger", "shipment" },
  { "channel", "9" },
  { "start", "2026-01-02T03:04:05Z" },
  { "drafts", "yes" },
  { "ready-only", "yes" },
  { "freight", "virtual" },
  { "unmapped", "send" },
  { "default-rate", "6" },
  { "tracking-field", "7" },
  { "sender", "channel" },
  { "foreign", "send" },
  { "only-terms", "12,3" },
  { "only-countries", "DK,SE" },
  { "only-groups", "1,22" },
  { "arrive", "booked" },
  { "default-term", "12" },
  { "customer-group", "2" },
  { "payment-term", "3" },
  { "layout", "1" },
  { "vat-zone", "eu" },
  { "item-group", "5" },
  { "item-unit", "4" },
  { "set-up", "draft" },
  { "pace", "5m" },
};

static void
test_every_choice_comes_back_as_it_was_chosen (void)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      g_assert_true (rs_policy_choose (policy, pairs[i].name, pairs[i].value, &error));
      g_assert_no_error (error);
      value = rs_policy_get_choice (policy, pairs[i].name);
      g_test_message ("%s: %s", pairs[i].name, value);
      if (g_str_equal (pairs[i].name, "start"))
        g_assert_true (g_str_has_prefix (value, "2026-01-02T03:04:05"));
      else
        g_assert_cmpstr (value, ==, pairs[i].value);
    }
}

static void
test_every_choice_is_among_these (void)
{
  const char *const *names = rs_policy_choice_names ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (pairs));
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_true (g_strv_contains (names, pairs[i].name));
      g_assert_nonnull (rs_policy_choice_words (pairs[i].name));
    }
}

static void
test_nothing_takes_a_choice_back (void)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_true (rs_policy_choose (policy, pairs[i].name, pairs[i].value, NULL));
      g_assert_true (rs_policy_choose (policy, pairs[i].name, "", NULL));
    }
  g_assert_cmpint (policy->direction, ==, RS_DIRECTION_NONE);
  g_assert_cmpint (policy->channel_id, ==, 0);
  g_assert_true (policy->start == RS_INSTANT_NONE);
  g_assert_null (policy->filter_terms);
  g_assert_null (policy->filter_countries);
  g_assert_null (policy->filter_groups);
}

static void
test_a_wrong_value_is_refused_and_changes_nothing (void)
{
  static const char *const wrong[][2]
    = { { "trigger", "orders" },         { "channel", "nine" },         { "channel", "-1" },
        { "start", "yesterday" },        { "drafts", "maybe" },         { "only-terms", "1,x" },
        { "only-countries", "Denmark" }, { "sender", "company%s%n\n" }, { "colour", "blue" } };
  g_autoptr (RsPolicy) policy = rs_policy_new ();

  g_assert_true (rs_policy_choose (policy, "only-terms", "5", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rs_policy_choose (policy, wrong[i][0], wrong[i][1], &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_REJECTED);
      g_test_message ("%s", error->message);
    }
  g_assert_cmpuint (g_hash_table_size (policy->filter_terms), ==, 1);
  g_assert_cmpint (policy->trigger, ==, RS_TRIGGER_ORDER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy-choices/every-choice-comes-back-as-it-was-chosen",
                   test_every_choice_comes_back_as_it_was_chosen);
  g_test_add_func ("/policy-choices/every-choice-is-among-these", test_every_choice_is_among_these);
  g_test_add_func ("/policy-choices/nothing-takes-a-choice-back", test_nothing_takes_a_choice_back);
  g_test_add_func ("/policy-choices/a-wrong-value-is-refused-and-changes-nothing",
                   test_a_wrong_value_is_refused_and_changes_nothing);
  return g_test_run ();
}
