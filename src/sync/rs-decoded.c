/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-decoded.h"

#include "rs-rackbeat-codec.h"
#include "rs-webshipper-codec.h"

/* More than there are cases at a time; an order and its text are ten kilobytes. */
#define ORDERS 128
#define ITEMS  1000

static gpointer
decode_rb_order (const char *text, GError **error)
{
  return rs_rackbeat_decode_order (text, error);
}

static gpointer
ref_rb_order (gpointer object)
{
  return rs_rb_order_ref (object);
}

static gpointer
decode_ws_order (const char *text, GError **error)
{
  return rs_webshipper_decode_order (text, error);
}

static gpointer
ref_ws_order (gpointer object)
{
  return rs_ws_order_ref (object);
}

static gpointer
decode_item (const char *text, GError **error)
{
  return rs_rackbeat_decode_item (text, error);
}

static gpointer
ref_item (gpointer object)
{
  return rs_item_ref (object);
}

const RsDecodedKind rs_decoded_rb_orders
  = { "rb-orders", ORDERS, decode_rb_order, ref_rb_order, (GDestroyNotify) rs_rb_order_unref };
const RsDecodedKind rs_decoded_rb_whole_orders
  = { "rb-whole-orders", ORDERS, decode_rb_order, ref_rb_order, (GDestroyNotify) rs_rb_order_unref };
const RsDecodedKind rs_decoded_ws_orders
  = { "ws-orders", ORDERS, decode_ws_order, ref_ws_order, (GDestroyNotify) rs_ws_order_unref };
const RsDecodedKind rs_decoded_items
  = { "items", ITEMS, decode_item, ref_item, (GDestroyNotify) rs_item_unref };

typedef struct
{
  const RsDecodedKind *kind;
  char *text;      /* (owned) */
  gpointer object; /* (owned) */
} Decoded;

/* Of one connection. */
typedef struct
{
  GHashTable *tables; /* (owned) RsDecodedKind → (key → Decoded) */
  guint n_decoded;
} Kept;

static void
decoded_free (gpointer data)
{
  Decoded *self = data;

  g_free (self->text);
  self->kind->unref (self->object);
  g_free (self);
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_hash_table_unref (self->tables);
  g_free (self);
}

static Kept *
kept_of (RsDb *db)
{
  static const char name[] = "decoded";
  Kept *kept = rs_db_get_kept (db, name);

  if (kept != NULL)
    return kept;
  kept = g_new0 (Kept, 1);
  kept->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  rs_db_keep (db, name, kept, kept_free);
  return kept;
}

static GHashTable *
table_of (Kept *kept, const RsDecodedKind *kind)
{
  GHashTable *table = g_hash_table_lookup (kept->tables, kind);

  if (table != NULL)
    return table;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, decoded_free);
  g_hash_table_insert (kept->tables, (gpointer) kind, table);
  return table;
}

/* @object: (transfer none) */
static void
keep (GHashTable *table, const RsDecodedKind *kind, const char *key, const char *text, gpointer object)
{
  Decoded *decoded = g_new (Decoded, 1);

  if (g_hash_table_size (table) >= kind->limit)
    g_hash_table_remove_all (table);
  *decoded = (Decoded) { kind, g_strdup (text), kind->ref (object) };
  g_hash_table_replace (table, g_strdup (key), decoded);
}

gpointer
rs_decoded_get (RsDb *db, const RsDecodedKind *kind, const char *key, const char *text, GError **error)
{
  Kept *kept = kept_of (db);
  GHashTable *table = table_of (kept, kind);
  const Decoded *known = g_hash_table_lookup (table, key);
  gpointer object;

  if (known != NULL && g_str_equal (known->text, text))
    return kind->ref (known->object);
  object = kind->decode (text, error);
  kept->n_decoded++;
  if (object != NULL)
    keep (table, kind, key, text, object);
  return object;
}

void
rs_decoded_put (RsDb *db, const RsDecodedKind *kind, const char *key, const char *text, gpointer object)
{
  keep (table_of (kept_of (db), kind), kind, key, text, object);
}

guint
rs_decoded_count (RsDb *db)
{
  return kept_of (db)->n_decoded;
}
