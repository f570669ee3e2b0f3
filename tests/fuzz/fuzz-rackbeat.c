/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fuzz.h"

#include "rs-rackbeat-answer.h"
#include "rs-rackbeat-codec.h"

/* The store keeps a document's own text: what was read once must read again. */
static void
assert_reads_again (const RsRbKind *kind, const RsDocument *document)
{
  gpointer again;

  g_assert_true ((document->object == NULL) == (document->error != NULL));
  if (document->object == NULL)
    return;
  /* Nothing rests on a note's id. */
  g_assert_true (document->key != NULL || kind == &rs_rb_kind_note);
  again = rs_document_decode (&kind->document, document->text, NULL);
  g_assert_nonnull (again);
  kind->document.free (again);
}

static void
decode_as (const RsRbKind *kind, GBytes *body, gint64 order_number)
{
  RsRbAsk ask = { .kind = kind, .page = 1, .order_number = order_number };
  g_auto (GValue) page = G_VALUE_INIT;
  g_auto (GValue) document = G_VALUE_INIT;

  if (rs_rackbeat_decode_page (body, &ask, &page, NULL))
    {
      const RsPage *rows = g_value_get_boxed (&page);

      for (guint i = 0; i < rows->rows->len; i++)
        assert_reads_again (kind, g_ptr_array_index (rows->rows, i));
    }
  if (rs_rackbeat_decode_document (body, &ask, &document, NULL))
    assert_reads_again (kind, g_value_get_boxed (&document));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *refusal = rs_rackbeat_read_refusal (body);
  g_auto (GValue) account = G_VALUE_INIT;

  g_assert_nonnull (refusal);
  g_assert_true (g_utf8_validate (refusal, -1, NULL));
  rs_rackbeat_decode_account (body, NULL, &account, NULL);
  decode_as (&rs_rb_kind_order, body, 0);
  decode_as (&rs_rb_kind_shipment, body, 0);
  decode_as (&rs_rb_kind_shipment, body, 1042);
  decode_as (&rs_rb_kind_product, body, 0);
  decode_as (&rs_rb_kind_lot, body, 0);
  decode_as (&rs_rb_kind_delivery_term, body, 0);
  decode_as (&rs_rb_kind_field, body, 0);
  decode_as (&rs_rb_kind_note, body, 0);
  return 0;
}
