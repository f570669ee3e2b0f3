/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Fills a profile with orders that have crossed, as years of syncing leave it, through the store's own
 * repositories:
 *
 *   make-profile DATABASE ORDERS
 *
 * Each order has its row in the list, both services' documents, its link and its step, of the sizes that the
 * practice services' have. What the documents say beyond that is of no interest to a list. */

#include "fixture.h"

#include "rs-cases.h"
#include "rs-json.h"
#include "rs-mirror.h"

#include <stdlib.h>
#include <string.h>

/* Orders a transaction. */
#define TOGETHER 2000
#define SEED     2026
/* Bytes of what is kept for an order. */
#define RACKBEAT_ORDER   4800
#define WEBSHIPPER_ORDER 4000
#define SENT             1700
#define PAYLOAD          2600

typedef struct
{
  RsRandom *random;
  guint first, n;
} Batch;

/* A document of about @size bytes. (transfer full) */
static char *
make_document (guint number, gsize size)
{
  g_autofree char *comment = g_strnfill (size, '-');
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, number);
  json_builder_set_member_name (builder, "note");
  json_builder_add_string_value (builder, comment);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
put_link_and_step (RsDb *db, guint number, const char *case_key, const char *id, RsInstant at, GError **error)
{
  g_autoptr (RsLink) link = rs_link_new ();
  g_autoptr (RsStep) step = rs_step_new ();
  gboolean added;

  link->rb_ref = g_strdup (case_key);
  link->case_key = g_strdup (case_key);
  link->ws_order_id = g_strdup (id);
  link->sent = make_document (number, SENT);
  link->made_at = at;
  step->key = g_strconcat ("create-ws-order:", case_key, NULL);
  step->kind = g_strdup ("create-ws-order");
  step->case_key = g_strdup (case_key);
  step->payload = make_document (number, PAYLOAD);
  step->who = g_strdup ("sync");
  step->state = RS_STEP_DONE;
  step->created_at = step->changed_at = at;
  return rs_links_put (db, link, error) && rs_journal_add (db, step, &added, error);
}

static gboolean
put_order (RsDb *db, RsRandom *random, guint number, GError **error)
{
  g_autoptr (RsCaseRow) row = fixture_make_row (random, number);
  g_autofree char *id = g_strdup_printf ("%u", number + 4000000);
  g_autofree char *rackbeat = make_document (number, RACKBEAT_ORDER);
  g_autofree char *webshipper = make_document (number, WEBSHIPPER_ORDER);

  return rs_cases_put_row (db, row, error)
         && rs_mirror_put (db, RS_RACKBEAT, "order", row->number, NULL, row->updated_at, rackbeat, NULL,
                           error)
         && rs_mirror_put (db, RS_WEBSHIPPER, "order", id, row->key, row->updated_at, webshipper, NULL, error)
         && put_link_and_step (db, number, row->key, id, row->updated_at, error);
}

static gboolean
put_batch (RsDb *db, gpointer data, GError **error)
{
  Batch *self = data;

  for (guint i = 0; i < self->n; i++)
    if (!put_order (db, self->random, self->first + i, error))
      return FALSE;
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (RsRandom) random = rs_random_new (SEED);
  g_autoptr (RsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint n_orders;

  if (argc != 3)
    {
      g_printerr ("usage: %s DATABASE ORDERS\n", argv[0]);
      return 2;
    }
  dex_init ();
  n_orders = (guint) strtoul (argv[2], NULL, 10);
  store = rs_store_open (argv[1], RS_STORE_DEFAULT, &error);
  for (guint done = 0; store != NULL && error == NULL && done < n_orders; done += TOGETHER)
    {
      Batch batch = { random, done + 1, MIN (TOGETHER, n_orders - done) };

      fixture_await (rs_store_write_future (store, put_batch, &batch, NULL, RS_DURABLE_EVENTUALLY), &error);
    }
  if (error == NULL)
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
