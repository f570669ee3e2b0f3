/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "rs-mirror.h"

#include <string.h>

/* One document offered to the mirror, and what the mirror made of it. */
typedef struct
{
  const char *key;
  const char *parent;
  RsInstant updated_at;
  const char *text;
  gboolean changed;
} Offer;

static gboolean
put (RsDb *db, gpointer data, GError **error)
{
  Offer *offer = data;

  return rs_mirror_put (db, RS_RACKBEAT, "shipment", offer->key, offer->parent, offer->updated_at,
                        offer->text, &offer->changed, error);
}

static gboolean
mark_gone (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_mark_gone (db, RS_RACKBEAT, "shipment", data, error);
}

typedef struct
{
  const char *key;
  GPtrArray *rows;
} Get;

static gboolean
get (RsDb *db, gpointer data, GError **error)
{
  Get *self = data;

  self->rows = rs_mirror_get (db, RS_RACKBEAT, "shipment", self->key, error);
  return self->rows != NULL;
}

static gboolean
get_children (RsDb *db, gpointer data, GError **error)
{
  Get *self = data;

  self->rows = rs_mirror_children (db, RS_RACKBEAT, "shipment", self->key, error);
  return self->rows != NULL;
}

static gboolean
get_all (RsDb *db, gpointer data, GError **error)
{
  Get *self = data;

  self->rows = rs_mirror_all (db, RS_RACKBEAT, "shipment", error);
  return self->rows != NULL;
}

static gboolean
offer (Fixture *fixture, const char *key, RsInstant updated_at, const char *text)
{
  Offer self = { key, "1042", updated_at, text, FALSE };

  fixture_write (fixture, put, &self);
  return self.changed;
}

static void
assert_holds (Fixture *fixture, const char *key, const char *text, gboolean gone)
{
  Get self = { key, NULL };
  g_autoptr (GPtrArray) rows = NULL;
  RsMirrorRow *row;

  fixture_read (fixture, get, &self);
  rows = self.rows;
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->key, ==, key);
  g_assert_cmpstr (row->text, ==, text);
  g_assert_cmpint (row->gone, ==, gone);
}

static void
test_the_newest_document_stays (Fixture *fixture, gconstpointer data)
{
  g_assert_true (offer (fixture, "1", 100, "{\"v\":1}"));
  g_assert_true (offer (fixture, "1", 200, "{\"v\":2}"));
  g_assert_false (offer (fixture, "1", 150, "{\"v\":\"late page\"}"));
  assert_holds (fixture, "1", "{\"v\":2}", FALSE);
  g_assert_true (offer (fixture, "1", 200, "{\"v\":3}"));
  assert_holds (fixture, "1", "{\"v\":3}", FALSE);
}

static void
test_the_same_document_is_no_change (Fixture *fixture, gconstpointer data)
{
  g_assert_true (offer (fixture, "1", 100, "{}"));
  g_assert_false (offer (fixture, "1", 100, "{}"));
  g_assert_false (offer (fixture, "1", RS_INSTANT_NONE, "{}"));
}

static void
test_the_same_document_read_later_still_guards_against_older_ones (Fixture *fixture, gconstpointer data)
{
  offer (fixture, "1", 100, "{\"v\":1}");
  g_assert_false (offer (fixture, "1", 300, "{\"v\":1}"));
  g_assert_false (offer (fixture, "1", 200, "{\"v\":\"in between\"}"));
  assert_holds (fixture, "1", "{\"v\":1}", FALSE);
}

static void
test_a_document_without_a_moment_replaces_and_keeps_the_guard (Fixture *fixture, gconstpointer data)
{
  offer (fixture, "1", 200, "{\"v\":1}");
  g_assert_true (offer (fixture, "1", RS_INSTANT_NONE, "{\"v\":2}"));
  g_assert_false (offer (fixture, "1", 150, "{\"v\":\"older\"}"));
  assert_holds (fixture, "1", "{\"v\":2}", FALSE);
}

static void
test_what_is_gone_stays_readable_until_it_comes_back (Fixture *fixture, gconstpointer data)
{
  offer (fixture, "1", 100, "{}");
  fixture_write (fixture, mark_gone, (gpointer) "1");
  assert_holds (fixture, "1", "{}", TRUE);
  g_assert_true (offer (fixture, "1", 100, "{}"));
  assert_holds (fixture, "1", "{}", FALSE);
}

static void
test_children_are_those_of_their_parent (Fixture *fixture, gconstpointer data)
{
  Offer offers[] = {
    { "1", "1042", 1, "{}" }, { "2", "1043", 1, "{}" }, { "3", "1042", 1, "{}" }, { "4", NULL, 1, "{}" }
  };
  Offer moved = { "2", "1042", 2, "{}" };
  Offer unnamed = { "1", NULL, 2, "{\"v\":2}" };
  Get children = { "1042", NULL };
  Get all = { NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    fixture_write (fixture, put, &offers[i]);
  fixture_write (fixture, put, &moved);
  g_assert_true (moved.changed);
  fixture_write (fixture, put, &unnamed); /* a reader that does not know the parent does not orphan it */
  fixture_read (fixture, get_children, &children);
  g_assert_cmpuint (children.rows->len, ==, 3);
  g_assert_cmpstr (((RsMirrorRow *) children.rows->pdata[0])->key, ==, "1");
  g_assert_cmpstr (((RsMirrorRow *) children.rows->pdata[1])->key, ==, "2");
  g_assert_cmpstr (((RsMirrorRow *) children.rows->pdata[2])->key, ==, "3");
  fixture_read (fixture, get_all, &all);
  g_assert_cmpuint (all.rows->len, ==, 4);
  g_ptr_array_unref (children.rows);
  g_ptr_array_unref (all.rows);
}

static void
test_what_is_not_there_is_an_empty_answer (Fixture *fixture, gconstpointer data)
{
  Get self = { "77", NULL };

  fixture_read (fixture, get, &self);
  g_assert_cmpuint (self.rows->len, ==, 0);
  g_ptr_array_unref (self.rows);
}

static void
test_hostile_text_comes_back_as_it_was (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (10 * 1000 * 1000, 'x');

  offer (fixture, "'; DROP TABLE document; --", 1, "$1 %s '' \" \\ \x01");
  assert_holds (fixture, "'; DROP TABLE document; --", "$1 %s '' \" \\ \x01", FALSE);
  offer (fixture, "broken", 1, "not \xff\xfe UTF-8 \xc3");
  assert_holds (fixture, "broken", "not \xff\xfe UTF-8 \xc3", FALSE);
  offer (fixture, "huge", 1, huge);
  assert_holds (fixture, "huge", huge, FALSE);
}

static gboolean
write_cursors (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_set_cursor (db, RS_RACKBEAT, "order", 5000, error)
         && rs_mirror_set_cursor (db, RS_WEBSHIPPER, "order", 7000, error)
         && rs_mirror_set_cursor (db, RS_RACKBEAT, "order", 6000, error);
}

static gboolean
read_cursors (RsDb *db, gpointer data, GError **error)
{
  RsInstant *at = data;

  return rs_mirror_get_cursor (db, RS_RACKBEAT, "order", &at[0], error)
         && rs_mirror_get_cursor (db, RS_WEBSHIPPER, "order", &at[1], error)
         && rs_mirror_get_cursor (db, RS_WEBSHIPPER, "shipment", &at[2], error);
}

static void
test_each_list_has_its_cursor (Fixture *fixture, gconstpointer data)
{
  RsInstant at[3];

  fixture_write (fixture, write_cursors, NULL);
  fixture_read (fixture, read_cursors, at);
  g_assert_cmpint (at[0], ==, 6000);
  g_assert_cmpint (at[1], ==, 7000);
  g_assert_cmpint (at[2], ==, RS_INSTANT_NONE);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("mirror/the-newest-document-stays", test_the_newest_document_stays);
  FIXTURE_ADD ("mirror/the-same-document-is-no-change", test_the_same_document_is_no_change);
  FIXTURE_ADD ("mirror/the-same-document-read-later-still-guards-against-older-ones",
               test_the_same_document_read_later_still_guards_against_older_ones);
  FIXTURE_ADD ("mirror/a-document-without-a-moment-replaces-and-keeps-the-guard",
               test_a_document_without_a_moment_replaces_and_keeps_the_guard);
  FIXTURE_ADD ("mirror/what-is-gone-stays-readable-until-it-comes-back",
               test_what_is_gone_stays_readable_until_it_comes_back);
  FIXTURE_ADD ("mirror/children-are-those-of-their-parent", test_children_are_those_of_their_parent);
  FIXTURE_ADD ("mirror/what-is-not-there-is-an-empty-answer", test_what_is_not_there_is_an_empty_answer);
  FIXTURE_ADD ("mirror/hostile-text-comes-back-as-it-was", test_hostile_text_comes_back_as_it_was);
  FIXTURE_ADD ("mirror/each-list-has-its-cursor", test_each_list_has_its_cursor);
  return g_test_run ();
}
