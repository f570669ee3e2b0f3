/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* The desktop's keyring, by a real daemon: run by with-keyring, on a bus of its own. */

#include "awaiting.h"

#include <libsecret/secret.h>

static GList *
search_all (void)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  GList *items;

  g_hash_table_insert (attributes, (gpointer) "service", (gpointer) "rackbeat");
  items = secret_service_search_sync (NULL, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  return items;
}

static void
test_it_keeps_its_promises (void)
{
  g_autoptr (RsSecrets) secrets = rs_keyring_new ();

  check_promises (secrets);
}

static void
test_people_see_whose_key_it_is (void)
{
  g_autoptr (RsSecrets) secrets = rs_keyring_new ();
  g_autofree char *label = NULL;
  GList *items;

  assert_done (rs_secrets_clear (secrets, "practice", "rackbeat"));
  assert_done (rs_secrets_store (secrets, "work", "rackbeat", KEY));
  items = search_all ();
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, "RackShip: rackbeat (work)");
  g_list_free_full (items, g_object_unref);
}

static void
test_a_locked_keyring_is_not_a_lost_key (void)
{
  g_autoptr (RsSecrets) secrets = rs_keyring_new ();
  g_autoptr (GError) error = NULL;
  GList *items = search_all ();

  g_assert_cmpint (secret_service_lock_sync (NULL, items, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_list_free_full (items, g_object_unref);
  assert_refused (rs_secrets_lookup (secrets, "work", "rackbeat"), RS_ERROR_STORAGE, "locked");
  assert_refused (rs_secrets_store (secrets, "work", "rackbeat", KEY), RS_ERROR_STORAGE, "locked");
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/keyring/keeps-its-promises", test_it_keeps_its_promises);
  g_test_add_func ("/secrets/keyring/people-see-whose-key-it-is", test_people_see_whose_key_it_is);
  g_test_add_func ("/secrets/keyring/a-locked-keyring-is-not-a-lost-key",
                   test_a_locked_keyring_is_not_a_lost_key);
  return g_test_run ();
}
