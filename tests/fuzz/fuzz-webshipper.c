/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fuzz.h"

#include "rs-webshipper-answer.h"
#include "rs-webshipper-codec.h"

/* The store keeps a document's own text: what was read once must read again. */
static void
assert_reads_again (const RsDocumentKind *kind, const RsDocument *document)
{
  gpointer again;

  g_assert_true ((document->object == NULL) == (document->error != NULL));
  if (document->object == NULL)
    return;
  g_assert_nonnull (document->key);
  again = rs_document_decode (kind, document->text, NULL);
  g_assert_nonnull (again);
  kind->free (again);
}

/* An order that was read can be written, as when it is changed. */
static void
encode_again (const RsDocument *document)
{
  g_autoptr (GBytes) body
    = document->object != NULL ? rs_webshipper_encode_new_order (document->object) : NULL;
  g_autoptr (JsonNode) node = body != NULL ? rs_json_parse (body, G_MAXSIZE, NULL) : NULL;

  g_assert_true (body == NULL || node != NULL);
}

static void
decode_as (const RsDocumentKind *kind, GBytes *body, char *order_id)
{
  RsWsAsk ask = { .kind = kind, .page = 1, .order_id = order_id };
  g_auto (GValue) page = G_VALUE_INIT;
  g_auto (GValue) document = G_VALUE_INIT;

  if (rs_webshipper_decode_page (body, &ask, &page, NULL))
    {
      const RsPage *rows = g_value_get_boxed (&page);

      for (guint i = 0; i < rows->rows->len; i++)
        assert_reads_again (kind, g_ptr_array_index (rows->rows, i));
      for (guint i = 0; i < rows->included->len; i++)
        assert_reads_again (&rs_ws_kind_shipment, g_ptr_array_index (rows->included, i));
    }
  if (rs_webshipper_decode_document (body, &ask, &document, NULL))
    {
      assert_reads_again (kind, g_value_get_boxed (&document));
      if (kind == &rs_ws_kind_order)
        encode_again (g_value_get_boxed (&document));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_auto (GValue) labels = G_VALUE_INIT;
  char order_id[] = "4711";
  RsWsRefusal refusal = { 0 };

  rs_webshipper_read_refusal (body, &refusal);
  g_assert_true (refusal.text != NULL && g_utf8_validate (refusal.text, -1, NULL));
  rs_ws_refusal_clear (&refusal);
  rs_webshipper_decode_labels (body, NULL, &labels, NULL);
  decode_as (&rs_ws_kind_order, body, NULL);
  decode_as (&rs_ws_kind_shipment, body, NULL);
  decode_as (&rs_ws_kind_shipment, body, order_id);
  decode_as (&rs_ws_kind_rate, body, NULL);
  decode_as (&rs_ws_kind_channel, body, NULL);
  return 0;
}
