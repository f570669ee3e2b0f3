/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-webshipper-codec.h"
#include "test-json.h"

#include <string.h>

/* The first resource of the answer @root, as what its text holds. (transfer full) */
static RsJsonTree *
first_of (JsonNode *root)
{
  g_autofree char *text = test_to_text (test_pick (root, "data[0]"));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  RsJsonTree *tree = rs_json_tree_parse (bytes, G_MAXINT32, NULL);

  g_assert_nonnull (tree);
  return tree;
}

/* Reads the label of the fixture with @base64 (JSON; NULL for no such key) as its content. */
static GPtrArray *
read_labels (const char *base64, GError **error)
{
  g_autoptr (JsonNode) root = test_load_fixture ("webshipper", "labels.json");
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_label_unref);
  g_autoptr (RsJsonTree) tree = NULL;
  RsJson json;

  test_put (root, "data[0].attributes.base64", base64);
  tree = first_of (root);
  rs_json_init (&json, rs_json_tree_root (tree), "label");
  rs_webshipper_read_labels (&json, labels);
  return rs_json_finish (&json, error) ? g_steal_pointer (&labels) : NULL;
}

static char *
encode (const char *content)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) content, strlen (content));

  return g_strdup_printf ("\"%s\"", base64);
}

static void
assert_content (const RsLabel *label, const char *expected, const char *format)
{
  gsize size = 0;
  const char *content = g_bytes_get_data (label->content, &size);

  g_assert_cmpmem (content, size, expected, strlen (expected));
  g_assert_cmpstr (label->format, ==, format);
}

static void
assert_one (const char *base64, const char *expected, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = read_labels (base64, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 1);
  assert_content (g_ptr_array_index (labels, 0), expected, format);
}

static void
test_a_pdf_label_is_decoded (void)
{
  g_autoptr (GPtrArray) labels = read_labels ("\"JVBERi0xLjQK\"", NULL);
  const RsLabel *label = g_ptr_array_index (labels, 0);

  assert_content (label, "%PDF-1.4\n", "PDF");
  g_assert_cmpstr (label->id, ==, "8123");
  g_assert_cmpstr (label->shipment_id, ==, "3105");
  g_assert_cmpstr (label->size, ==, "100X192");
}

static void
test_a_zpl_label_is_known_by_its_content (void)
{
  g_autofree char *plain = encode ("^XA^FO20,20^FDHej^FS^XZ");
  g_autofree char *late = encode ("CT~~CD,~CC^~CT~\n^XA^FDHej^FS^XZ");

  assert_one (plain, "^XA^FO20,20^FDHej^FS^XZ", "ZPL");
  assert_one (late, "CT~~CD,~CC^~CT~\n^XA^FDHej^FS^XZ", "ZPL");
}

static void
test_line_breaks_and_a_data_prefix_are_passed_over (void)
{
  assert_one ("\"JVBE\\nRi0x\\r\\nLjQK\"", "%PDF-1.4\n", "PDF");
  assert_one ("\"data:application/pdf;base64,JVBERi0xLjQK\"", "%PDF-1.4\n", "PDF");
}

static void
test_a_label_not_yet_made_has_no_content (void)
{
  static const char *const nothing[] = { NULL, "null", "\"\"", "[]", "[null]", "[\"\"]" };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) labels = read_labels (nothing[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (labels->len, ==, 1);
      g_assert_null (((RsLabel *) g_ptr_array_index (labels, 0))->content);
      g_assert_cmpstr (((RsLabel *) g_ptr_array_index (labels, 0))->format, ==, "PDF");
    }
}

static void
test_an_array_of_documents_is_a_label_each (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = read_labels ("[\"JVBERi0xLjQK\",\"JVBERi0xLjUK\"]", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 2);
  assert_content (g_ptr_array_index (labels, 0), "%PDF-1.4\n", "PDF");
  assert_content (g_ptr_array_index (labels, 1), "%PDF-1.5\n", "PDF");
}

static void
test_an_array_of_pieces_is_one_label (void)
{
  assert_one ("[\"JVBERi0xLjQK\",\"QUJD\"]", "%PDF-1.4\nABC", "PDF");
  assert_one ("[\"JVBERi0xLjQK\"]", "%PDF-1.4\n", "PDF");
}

static void
assert_refused (const char *base64)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_labels (base64, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_true (g_str_has_prefix (error->message, "label.attributes.base64:"));
}

static void
test_what_is_no_label_is_refused (void)
{
  g_autofree char *page = encode ("<html>Service unavailable</html>");

  assert_refused (page);
  assert_refused ("\"(not base64!)\"");
  assert_refused ("7");
  assert_refused ("{}");
  assert_refused ("[7]");
}

static void
test_a_label_larger_than_other_texts_is_read (void)
{
  gsize size = 2 * 1024 * 1024;
  g_autofree char *content = g_strnfill (size, 'A');
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = NULL;

  memcpy (content, "%PDF", 4);
  json = encode (content);
  labels = read_labels (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (((RsLabel *) g_ptr_array_index (labels, 0))->content), ==, size);
}

static void
test_one_label_is_wanted_and_several_are_a_failure (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("webshipper", "labels.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (RsLabel) one = NULL;
  g_autoptr (RsJsonTree) tree = first_of (root), two = NULL;
  RsJson json;

  rs_json_init (&json, rs_json_tree_root (tree), "label");
  one = rs_webshipper_read_label (&json);
  g_assert_true (rs_json_finish (&json, &error));
  g_assert_cmpstr (one->id, ==, "8123");
  test_put (root, "data[0].attributes.base64", "[\"JVBERi0xLjQK\",\"JVBERi0xLjUK\"]");
  two = first_of (root);
  rs_json_init (&json, rs_json_tree_root (two), "label");
  g_assert_null (rs_webshipper_read_label (&json));
  g_assert_false (rs_json_finish (&json, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webshipper/label/a-pdf-label-is-decoded", test_a_pdf_label_is_decoded);
  g_test_add_func ("/webshipper/label/a-zpl-label-is-known-by-its-content",
                   test_a_zpl_label_is_known_by_its_content);
  g_test_add_func ("/webshipper/label/line-breaks-and-prefix-are-passed-over",
                   test_line_breaks_and_a_data_prefix_are_passed_over);
  g_test_add_func ("/webshipper/label/not-yet-made-has-no-content", test_a_label_not_yet_made_has_no_content);
  g_test_add_func ("/webshipper/label/an-array-of-documents-is-a-label-each",
                   test_an_array_of_documents_is_a_label_each);
  g_test_add_func ("/webshipper/label/an-array-of-pieces-is-one-label", test_an_array_of_pieces_is_one_label);
  g_test_add_func ("/webshipper/label/what-is-no-label-is-refused", test_what_is_no_label_is_refused);
  g_test_add_func ("/webshipper/label/a-large-one-is-read", test_a_label_larger_than_other_texts_is_read);
  g_test_add_func ("/webshipper/label/several-are-not-one",
                   test_one_label_is_wanted_and_several_are_a_failure);
  return g_test_run ();
}
