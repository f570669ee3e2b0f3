/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case-load.h"

#include "rs-cases.h"
#include "rs-decoded.h"
#include "rs-lookup.h"
#include "rs-mirror.h"
#include "rs-rackbeat-codec.h"
#include "rs-rb-draft.h"
#include "rs-records.h"

#include <string.h>

/* A case that comes from Webshipper: its order there, its Rackbeat order by link or reference, and what of
 * Rackbeat's customers and items may be meant by it. */

static gint64
linked_number (const RsCase *subject)
{
  gint64 number = 0;
  char kind;

  for (guint i = 0; i < subject->links->len; i++)
    if (rs_plan_parse_ext_ref (((RsLink *) g_ptr_array_index (subject->links, i))->rb_ref, &kind, &number)
        && kind == 'o')
      return number;
  return 0;
}

/* One that cannot be read is told of as a case of its own. */
static void
take_twin (RsCaseLoading *self, const RsMirrorRow *row, gint64 own_number)
{
  g_autoptr (RsRbOrder) order = rs_decoded_get (self->db, &rs_decoded_rb_orders, row->key, row->text, NULL);

  if (order != NULL && order->number != own_number && !order->is_cancelled)
    g_ptr_array_add (self->subject->rb_twins, g_steal_pointer (&order));
}

/* The Rackbeat orders that carry our handle: the case's own is the linked one, else the first that is linked
 * to no other, for whoever copies an order copies its reference. */
static gboolean
find_by_reference (RsCaseLoading *self, gint64 *number, GError **error)
{
  g_autoptr (GPtrArray) rows = rs_mirror_children (self->db, RS_RACKBEAT, "order", self->subject->key, error);
  g_autoptr (GPtrArray) ours = g_ptr_array_new ();
  gint64 first = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const RsMirrorRow *row = g_ptr_array_index (rows, i);
      gint64 found = g_ascii_strtoll (row->key, NULL, 10);
      g_autofree char *rb_ref = rs_plan_ext_ref_for_order (found);
      g_autoptr (RsLink) link = row->gone ? NULL : rs_links_find_by_rb_ref (self->db, rb_ref, NULL);

      if (link != NULL || row->gone || found <= 0)
        continue;
      g_ptr_array_add (ours, (gpointer) row);
      if (first == 0 || found < first)
        first = found;
    }
  if (*number == 0)
    *number = first;
  for (guint i = 0; i < ours->len; i++)
    take_twin (self, g_ptr_array_index (ours, i), *number);
  return TRUE;
}

static gboolean
take_answer (RsCaseLoading *self, const char *kind, const char *key, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *answer = rs_answers_get (self->db, kind, key, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (answer != NULL)
    g_hash_table_insert (self->subject->answers, g_strconcat (kind, ":", key, NULL),
                         g_steal_pointer (&answer));
  return TRUE;
}

/* A step of another case; our own are there already. */
static gboolean
take_shared (RsCaseLoading *self, const char *kind, const char *handle, GError **error)
{
  g_autofree char *key = g_strconcat (kind, ":", handle, NULL);
  g_autoptr (GError) failure = NULL;
  RsStep *step;

  if (rs_case_find_step (self->subject, key) != NULL)
    return TRUE;
  step = rs_journal_find (self->db, key, &failure);
  if (step != NULL)
    g_ptr_array_add (self->subject->shared, step);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
take_customer (RsCaseLoading *self, const char *number, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  RsRbCustomer *customer;

  for (guint i = 0; i < self->subject->customers->len; i++)
    if (((RsRbCustomer *) g_ptr_array_index (self->subject->customers, i))->number
        == g_ascii_strtoll (number, NULL, 10))
      return TRUE;
  rows = rs_mirror_get (self->db, RS_RACKBEAT, "customer", number, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0 || ((RsMirrorRow *) g_ptr_array_index (rows, 0))->gone)
    return TRUE;
  /* One that cannot be read is none that can be matched, and its page told so. */
  customer = rs_rackbeat_decode_customer (((RsMirrorRow *) g_ptr_array_index (rows, 0))->text, NULL);
  if (customer != NULL)
    g_ptr_array_add (self->subject->customers, customer);
  return TRUE;
}

static gboolean
load_customers (RsCaseLoading *self, const RsWsOrder *order, GError **error)
{
  g_auto (RsBuyer) buyer = { 0 };

  rs_buyer_init (&buyer, order);
  if (buyer.handle == NULL)
    return TRUE;
  if (!take_answer (self, "customer", buyer.handle, error)
      || !take_shared (self, "create-rb-customer", buyer.handle, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (buyer.words); i++)
    {
      g_autoptr (GPtrArray) numbers = buyer.words[i] != NULL
                                        ? rs_lookup_find (self->db, RS_LOOKUP_CUSTOMER, buyer.words[i], error)
                                        : NULL;

      if (buyer.words[i] != NULL && numbers == NULL)
        return FALSE;
      for (guint j = 0; numbers != NULL && j < numbers->len; j++)
        if (!take_customer (self, g_ptr_array_index (numbers, j), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
load_line (RsCaseLoading *self, const RsWsLine *line, GError **error)
{
  const char *handle = rs_plan_line_handle (line);
  g_autofree char *answer_key = rs_plan_item_answer_key (handle);
  g_autofree char *sku = line->sku != NULL ? g_strstrip (g_strdup (line->sku)) : NULL;
  g_autofree char *word = NULL;
  g_autoptr (GPtrArray) numbers = NULL;

  if (handle == NULL)
    return TRUE;
  if (!take_answer (self, "item", answer_key + strlen ("item:"), error))
    return FALSE;
  if (sku == NULL || *sku == '\0')
    return TRUE;
  word = g_strconcat ("barcode/", sku, NULL);
  numbers = rs_lookup_find (self->db, RS_LOOKUP_ITEM, word, error);
  if (numbers == NULL || !take_shared (self, "create-rb-item", sku, error)
      || !rs_case_load_item (self, sku, error))
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!rs_case_load_item (self, g_ptr_array_index (numbers, i), error))
      return FALSE;
  return TRUE;
}

gboolean
rs_case_load_inbound (RsCaseLoading *self, const char *ws_order_id, GError **error)
{
  gint64 number = linked_number (self->subject);
  const RsWsOrder *order;

  if (!rs_case_take_ws_order_rows (self, rs_mirror_get (self->db, RS_WEBSHIPPER, "order", ws_order_id, error),
                                   error)
      || !find_by_reference (self, &number, error))
    return FALSE;
  if (number != 0
      && (!rs_case_load_rb_order (self, number, error) || !rs_case_load_rb_shipments (self, number, error)
          || !rs_case_load_items (self, error)))
    return FALSE;
  order = rs_case_find_ws_order (self->subject, ws_order_id);
  if (order == NULL)
    return TRUE;
  for (guint i = 0; i < order->lines->len; i++)
    if (!load_line (self, g_ptr_array_index (order->lines, i), error))
      return FALSE;
  return number != 0 || load_customers (self, order, error);
}
