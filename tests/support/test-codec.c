/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "test-codec.h"

#include "rs-error.h"

static JsonNode *
copy_of (JsonNode *document)
{
  g_autofree char *text = test_to_text (document);

  return test_parse (text);
}

gpointer
test_decode (const RsDocumentKind *kind, JsonNode *document)
{
  g_autofree char *text = test_to_text (document);
  g_autoptr (GError) error = NULL;
  gpointer object = rs_document_decode (kind, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (object);
  return object;
}

RsDocument *
test_read_document (const RsDocumentKind *kind, JsonNode *document, const char *path)
{
  g_autofree char *text = test_to_text (document);
  g_autofree char *listed = g_strdup_printf ("[%s]", text);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (listed, NULL);

  g_assert_nonnull (tree);
  return rs_document_read (kind, rs_json_value_element (rs_json_tree_root (tree), 0), path);
}

/* @failure NULL: must decode. */
static void
check (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *value,
       const char *failure)
{
  g_autoptr (JsonNode) spoilt = copy_of (document);
  g_autoptr (RsDocument) read = NULL;

  test_put (spoilt, path, value);
  g_test_message ("%s = %s", path, value != NULL ? value : "(nothing)");
  read = test_read_document (kind, spoilt, kind->name);
  if (failure == NULL)
    {
      g_assert_no_error (read->error);
      g_assert_nonnull (read->object);
      return;
    }
  g_assert_error (read->error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_null (read->object);
  g_test_message ("  → %s", read->error->message);
  g_assert_true (g_str_has_prefix (read->error->message, failure));
}

void
test_manglings (const RsDocumentKind *kind, JsonNode *document, const TestMangling *manglings, guint n)
{
  for (guint i = 0; i < n; i++)
    check (kind, document, manglings[i].path, manglings[i].value, manglings[i].failure);
}

void
test_needs_id (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *failure)
{
  static const char *const wrong[] = { NULL,
                                       "null",
                                       "\"\"",
                                       "\"abc\"",
                                       "{}",
                                       "[]",
                                       "[7]",
                                       "0",
                                       "-5",
                                       "\"-5\"",
                                       "1.5",
                                       "1e30",
                                       "99999999999999999999",
                                       "\"99999999999999999999\"" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (kind, document, path, wrong[i], failure);
  check (kind, document, path, "\"77\"", NULL);
  check (kind, document, path, "9007199254740993", NULL);
}

void
test_needs_flag (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *failure)
{
  static const char *const wrong[] = { NULL, "null", "\"maybe\"", "{}", "[]", "[true]", "7", "-1", "0.5" };
  static const char *const right[] = { "true", "false", "0", "1", "\"true\"", "\"false\"", "\"0\"", "\"1\"" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (kind, document, path, wrong[i], failure);
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    check (kind, document, path, right[i], NULL);
}

void
test_needs_number (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *failure)
{
  static const char *const wrong[] = { NULL,  "null", "\"\"", "\"many\"", "\"1,5\"",  "{}",   "[]",
                                       "[3]", "true", "1e30", "-1e30",    "\"1e30\"", "1e300" };
  static const char *const right[] = { "0", "-3", "2.5", "0.000001", "\"2.5\"", "9000000000000" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (kind, document, path, wrong[i], failure);
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    check (kind, document, path, right[i], NULL);
}

void
test_survives_spoiling (const RsDocumentKind *kind, JsonNode *document, guint rounds)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_decoded = 0;

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (JsonNode) spoilt = copy_of (document);
      g_autoptr (RsDocument) read = NULL;

      for (gint j = g_rand_int_range (random, 1, 4); j > 0; j--)
        test_spoil (spoilt, random);
      read = test_read_document (kind, spoilt, kind->name);
      if (read->error == NULL)
        {
          n_decoded++;
          continue;
        }
      g_assert_error (read->error, RS_ERROR, RS_ERROR_PROTOCOL);
      if (!g_str_has_prefix (read->error->message, kind->name))
        g_error ("seed %u, round %u: \"%s\" does not name a path in %s", seed, i, read->error->message,
                 read->text);
    }
  g_test_message ("seed %u: %u of %u spoilt documents decoded", seed, n_decoded, rounds);
  g_assert_cmpuint (n_decoded, >, 0);
  g_assert_cmpuint (n_decoded, <, rounds);
}
