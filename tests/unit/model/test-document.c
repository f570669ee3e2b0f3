/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-reader.h"

#include "rs-error.h"

#include <string.h>

/* A small kind of document to read: {"number": 7, "name": "…"}. */
static gpointer
read_thing (const RsJson *json)
{
  gint64 number = rs_reader_get_id (json, "number", RS_JSON_REQUIRED);
  g_autofree char *name = rs_json_dup_string (json, "name", RS_JSON_OPTIONAL);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", number, name != NULL ? name : "-");
}

static const RsDocumentKind kind = { "thing", "number", read_thing, g_free };

static RsJsonTree *
parse (const char *text)
{
  RsJsonTree *tree = rs_json_tree_parse_text (text, NULL);

  g_assert_nonnull (tree);
  return tree;
}

static void
test_a_good_document_has_key_text_and_object (void)
{
  g_autoptr (RsJsonTree) tree = parse ("{\"number\": 7, \"name\": \"Ø\", \"more\": [80.3]}");
  g_autoptr (RsDocument) document = rs_document_read (&kind, rs_json_tree_root (tree), "things[0]");

  g_assert_no_error (document->error);
  g_assert_cmpstr (document->key, ==, "7");
  g_assert_cmpstr (document->text, ==, "{\"number\": 7, \"name\": \"Ø\", \"more\": [80.3]}");
  g_assert_cmpstr (document->object, ==, "7 Ø");
}

static void
test_a_spoilt_document_keeps_its_key_and_text (void)
{
  g_autoptr (RsJsonTree) tree = parse ("{\"number\":\"7\",\"name\":{}}");
  g_autoptr (RsDocument) document = rs_document_read (&kind, rs_json_tree_root (tree), "things[3]");

  g_assert_error (document->error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_cmpstr (document->error->message, ==, "things[3].name: expected a string, found an object");
  g_assert_cmpstr (document->key, ==, "7");
  g_assert_cmpstr (document->text, ==, "{\"number\":\"7\",\"name\":{}}");
  g_assert_null (document->object);
}

static void
test_what_is_no_object_is_a_document_all_the_same (void)
{
  g_autoptr (RsJsonTree) tree = parse ("[1,\"x\",null]");
  const RsJsonValue *array = rs_json_tree_root (tree);

  for (guint i = 0; i < 4; i++)
    {
      const RsJsonValue *value = i == 3 ? array : rs_json_value_element (array, i);
      g_autoptr (RsDocument) document = rs_document_read (&kind, value, "things[0]");

      g_assert_error (document->error, RS_ERROR, RS_ERROR_PROTOCOL);
      g_assert_cmpstr (document->error->message, ==, "things[0]: expected an object");
      g_assert_null (document->key);
      g_assert_null (document->object);
      g_assert_nonnull (document->text);
    }
}

static void
test_stored_text_decodes_again (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *thing = rs_document_decode (&kind, "{\"number\":7}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (thing, ==, "7 -");
}

static void
test_damaged_stored_text_is_an_error (void)
{
  static const char *const texts[] = { "",
                                       "{",
                                       "null",
                                       "[]",
                                       "{\"number\":0}",
                                       "{\"number\":-7}",
                                       "{\"number\":7,\"name\":[]}",
                                       "\xff",
                                       "{\"number\":9223372036854775808}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (rs_document_decode (&kind, texts[i], &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
    }
}

static void
test_documents_free_what_they_own (void)
{
  RsDocument *good = rs_document_new ("7", "{}", g_strdup ("object"), g_free, NULL);
  RsDocument *bad
    = rs_document_new (NULL, "{}", NULL, NULL, g_error_new_literal (RS_ERROR, RS_ERROR_PROTOCOL, "x"));
  g_autoptr (RsPage) page = rs_page_new ();

  g_ptr_array_add (page->rows, good);
  g_ptr_array_add (page->included, bad);
  g_ptr_array_add (page->included, g_boxed_copy (RS_TYPE_DOCUMENT, good));
}

typedef struct
{
  RsJsonTree *tree;
  RsJson root;
} Fixture;

static void
open_reader (Fixture *self, const char *text)
{
  self->tree = parse (text);
  rs_json_init (&self->root, rs_json_tree_root (self->tree), "thing");
}

static void
close_reader (Fixture *self, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rs_json_finish (&self->root, &error), ==, message == NULL);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
  rs_json_tree_free (self->tree);
}

static void
test_ids_are_above_zero (void)
{
  Fixture fixture;

  open_reader (&fixture, "{\"a\":7,\"b\":\"8\",\"zero\":0,\"null\":null,\"below\":-1}");
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "a", RS_JSON_REQUIRED), ==, 7);
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "b", RS_JSON_REQUIRED), ==, 8);
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "zero", RS_JSON_OPTIONAL), ==, 0);
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "null", RS_JSON_OPTIONAL), ==, 0);
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "below", RS_JSON_LENIENT), ==, 0);
  g_assert_cmpint (rs_reader_get_id (&fixture.root, "zero", RS_JSON_REQUIRED), ==, 0);
  close_reader (&fixture, "thing.zero: expected a number above zero, found 0");
}

static void
test_counts_are_bounded (void)
{
  Fixture fixture;

  open_reader (&fixture, "{\"a\":1000000000,\"b\":-3,\"c\":1000000001}");
  g_assert_cmpint (rs_reader_get_count (&fixture.root, "a", RS_JSON_REQUIRED), ==, 1000000000);
  g_assert_cmpint (rs_reader_get_count (&fixture.root, "b", RS_JSON_REQUIRED), ==, -3);
  g_assert_cmpint (rs_reader_get_count (&fixture.root, "c", RS_JSON_REQUIRED), ==, 0);
  close_reader (&fixture, "thing.c: expected a number in range, found 1000000001");
}

static void
test_keys_are_short_and_not_empty (void)
{
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *text = g_strdup_printf (
    "{\"longest\":\"%s\",\"longer\":\"%sx\",\"empty\":\"\",\"number\":12}", longest, longest);
  static const struct
  {
    const char *name, *failure;
  } cases[] = {
    { "longer", "thing.longer: expected 1 to 255 bytes, found 256" },
    { "empty", "thing.empty: expected 1 to 255 bytes, found 0" },
    { "gone", "thing.gone: is missing" },
    { "number", NULL },
    { "longest", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = NULL;
      Fixture fixture;

      open_reader (&fixture, text);
      key = rs_reader_dup_key (&fixture.root, cases[i].name);
      g_assert_cmpint (key != NULL, ==, cases[i].failure == NULL);
      close_reader (&fixture, cases[i].failure);
    }
}

static void
test_an_empty_array_is_an_absent_object (void)
{
  Fixture fixture;
  RsJson member;

  open_reader (&fixture, "{\"php\":[],\"object\":{},\"array\":[1],\"null\":null}");
  g_assert_false (rs_reader_get_object (&fixture.root, "php", &member));
  g_assert_true (rs_reader_get_object (&fixture.root, "object", &member));
  g_assert_false (rs_reader_get_object (&fixture.root, "null", &member));
  g_assert_true (rs_reader_has_key (&fixture.root, "null"));
  g_assert_false (rs_reader_has_key (&fixture.root, "gone"));
  g_assert_false (rs_reader_get_object (&fixture.root, "array", &member));
  close_reader (&fixture, "thing.array: expected an object, found an array");
}

static void
assert_weight (const char *text, const char *default_unit, gint64 grams)
{
  Fixture fixture;
  RsWeight weight;

  open_reader (&fixture, text);
  g_assert_cmpint (rs_reader_get_weight (&fixture.root, "weight", "unit", default_unit, &weight), ==,
                   grams != 0);
  if (grams != 0)
    g_assert_cmpint (rs_weight_to_grams (weight).micros, ==, grams * 1000000);
  close_reader (&fixture, NULL);
}

static void
test_a_weight_is_never_guessed (void)
{
  assert_weight ("{\"weight\":1.2,\"unit\":\"kg\"}", NULL, 1200);
  assert_weight ("{\"weight\":\"240\",\"unit\":\"G\"}", NULL, 240);
  assert_weight ("{\"weight\":240}", "g", 240);
  assert_weight ("{\"weight\":240,\"unit\":\"\"}", "g", 240);
  assert_weight ("{\"weight\":240}", NULL, 0);
  assert_weight ("{\"weight\":240,\"unit\":\"stone\"}", "g", 0);
  assert_weight ("{\"weight\":0,\"unit\":\"g\"}", NULL, 0);
  assert_weight ("{\"weight\":-5,\"unit\":\"g\"}", NULL, 0);
  assert_weight ("{\"weight\":null,\"unit\":\"g\"}", NULL, 0);
  assert_weight ("{\"unit\":\"g\"}", NULL, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/document/a-good-document-has-key-text-and-object",
                   test_a_good_document_has_key_text_and_object);
  g_test_add_func ("/model/document/a-spoilt-document-keeps-its-key-and-text",
                   test_a_spoilt_document_keeps_its_key_and_text);
  g_test_add_func ("/model/document/what-is-no-object-is-a-document-all-the-same",
                   test_what_is_no_object_is_a_document_all_the_same);
  g_test_add_func ("/model/document/stored-text-decodes-again", test_stored_text_decodes_again);
  g_test_add_func ("/model/document/damaged-stored-text-is-an-error", test_damaged_stored_text_is_an_error);
  g_test_add_func ("/model/document/documents-free-what-they-own", test_documents_free_what_they_own);
  g_test_add_func ("/model/reader/ids-are-above-zero", test_ids_are_above_zero);
  g_test_add_func ("/model/reader/counts-are-bounded", test_counts_are_bounded);
  g_test_add_func ("/model/reader/keys-are-short-and-not-empty", test_keys_are_short_and_not_empty);
  g_test_add_func ("/model/reader/an-empty-array-is-an-absent-object",
                   test_an_empty_array_is_an_absent_object);
  g_test_add_func ("/model/reader/a-weight-is-never-guessed", test_a_weight_is_never_guessed);
  return g_test_run ();
}
