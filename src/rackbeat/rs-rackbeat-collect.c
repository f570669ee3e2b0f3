/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-call.h"

#define LIMIT     100
#define MAX_PAGES 100 /* ten thousand notes on one order are no longer notes */

typedef struct
{
  RsRackbeatClient *client; /* (owned) */
  char *path;               /* (owned) */
  RsRbAsk ask;
  RsPriority priority;
} Collecting;

static void
collecting_free (gpointer data)
{
  Collecting *self = data;

  g_clear_object (&self->client);
  g_free (self->path);
  g_free (self);
}

static DexFuture *
ask_page (const Collecting *self, guint page)
{
  RsRequest *request = rs_rackbeat_request_new ("GET", self->path);
  RsRbAsk ask = self->ask;

  ask.page = page;
  request->priority = self->priority;
  rs_request_add_query_int (request, "page", page);
  rs_request_add_query_int (request, "limit", LIMIT);
  return rs_rackbeat_client_call (self->client, request, rs_rackbeat_decode_page, ask);
}

/* Adds the rows not seen before, by their whole text: pages shift while they are read (§1.4), and a service
 * that does not page this list gives the same page for ever. Returns how many were new. */
static guint
add_new (RsPage *all, GHashTable *seen, const RsPage *page)
{
  guint n_new = 0;

  for (guint i = 0; i < page->rows->len; i++)
    {
      RsDocument *document = g_ptr_array_index (page->rows, i);

      if (!g_hash_table_add (seen, g_strdup (document->text)))
        continue;
      g_ptr_array_add (all->rows, rs_document_ref (document));
      n_new++;
    }
  return n_new;
}

static DexFuture *
collect_fiber (gpointer data)
{
  const Collecting *self = data;
  g_autoptr (RsPage) all = rs_page_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  all->page = 1;
  for (guint number = 1; number <= MAX_PAGES && !all->is_last; number++)
    {
      GError *error = NULL;
      g_autoptr (RsPage) page = dex_await_boxed (ask_page (self, number), &error);
      guint n_new;

      if (page == NULL)
        return dex_future_new_for_error (error);
      n_new = add_new (all, seen, page);
      all->is_last
        = page->is_last || n_new == 0 || (page->total == 0 && page->limit == 0 && page->rows->len < LIMIT);
    }
  all->total = all->rows->len;
  return dex_future_new_take_boxed (RS_TYPE_PAGE, g_steal_pointer (&all));
}

DexFuture *
rs_rackbeat_client_collect (RsRackbeatClient *self, const char *path, RsRbAsk ask, RsPriority priority)
{
  Collecting *collecting = g_new0 (Collecting, 1);

  collecting->client = g_object_ref (self);
  collecting->path = g_strdup (path);
  collecting->ask = ask;
  collecting->priority = priority;
  return dex_scheduler_spawn (NULL, 0, collect_fiber, collecting, collecting_free);
}
