/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"

#include "rs-error.h"
#include "rs-webshipper-call.h"
#include "rs-webshipper-encode.h"

#define JSON_API_TYPE "application/vnd.api+json"

DexFuture *
rs_webshipper_client_get_order_shipments (RsWebshipperClient *self, const char *order_id, RsPriority priority)
{
  g_autofree char *path = NULL;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && order_id != NULL, NULL);
  path = rs_webshipper_path ("orders", order_id, "shipments");
  request = rs_webshipper_request_new ("GET", path);
  request->priority = priority;
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_page, &rs_ws_kind_shipment, 1,
                                    order_id);
}

DexFuture *
rs_webshipper_client_book (RsWebshipperClient *self, const char *order_id, GPtrArray *packages)
{
  g_autoptr (GBytes) body = NULL;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && order_id != NULL, NULL);
  body = rs_webshipper_encode_booking (order_id, packages);
  request = rs_webshipper_request_new ("POST", "/shipments");
  request->timeout = RS_TIMEOUT_BOOKING;
  rs_request_add_query (request, "include", "labels");
  rs_request_set_body (request, JSON_API_TYPE, body);
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_document, &rs_ws_kind_shipment, 0,
                                    order_id);
}

typedef struct
{
  RsWebshipperClient *client; /* (owned) */
  char *shipment_id;          /* (owned) */
} Fetching;

static void
fetching_free (gpointer data)
{
  Fetching *self = data;

  g_clear_object (&self->client);
  g_free (self->shipment_id);
  g_free (self);
}

static DexFuture *
ask_labels (RsWebshipperClient *client, const char *path, const char *download_as)
{
  RsRequest *request = rs_webshipper_request_new ("GET", path);

  if (download_as != NULL)
    rs_request_add_query (request, "download_as", download_as);
  return rs_webshipper_client_call (client, request, rs_webshipper_decode_labels, NULL, 0, NULL);
}

/* What the list said about the label stands where the single answer says nothing. */
static void
replace_label (GPtrArray *labels, guint index, GPtrArray *found)
{
  const RsLabel *listed = g_ptr_array_index (labels, index);

  for (guint i = 0; i < found->len; i++)
    {
      RsLabel *label = g_ptr_array_index (found, i);

      if (label->content == NULL)
        continue;
      if (label->id == NULL)
        label->id = g_strdup (listed->id);
      if (label->shipment_id == NULL)
        label->shipment_id = g_strdup (listed->shipment_id);
      if (label->size == NULL)
        label->size = g_strdup (listed->size);
      g_ptr_array_insert (labels, (gint) ++index, rs_label_ref (label));
    }
}

/* Asks for the label at @index alone, in its own format (§3.8). Not to be had is not yet made. */
static gboolean
fetch_content (const Fetching *self, GPtrArray *labels, guint index, GError **error)
{
  const RsLabel *listed = g_ptr_array_index (labels, index);
  g_autofree char *path = rs_webshipper_path ("labels", listed->id, NULL);
  const char *format = g_strcmp0 (listed->format, "ZPL") == 0 ? "ZPL" : "PDF";
  g_autoptr (GError) own_error = NULL;
  g_autoptr (GPtrArray) found = dex_await_boxed (ask_labels (self->client, path, format), &own_error);
  guint before = labels->len;

  if (found != NULL)
    {
      replace_label (labels, index, found);
      if (labels->len > before)
        g_ptr_array_remove_index (labels, index);
      return TRUE;
    }
  if (g_error_matches (own_error, RS_ERROR, RS_ERROR_NOT_FOUND)
      || g_error_matches (own_error, RS_ERROR, RS_ERROR_REJECTED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

static DexFuture *
labels_fiber (gpointer data)
{
  const Fetching *self = data;
  g_autofree char *path = rs_webshipper_path ("shipments", self->shipment_id, "labels");
  GError *error = NULL;
  g_autoptr (GPtrArray) labels = dex_await_boxed (ask_labels (self->client, path, NULL), &error);

  if (labels == NULL)
    return dex_future_new_for_error (error);
  /* From the end, because one label may turn out to be several. */
  for (guint i = labels->len; i > 0; i--)
    {
      RsLabel *label = g_ptr_array_index (labels, i - 1);

      if (label->shipment_id == NULL)
        label->shipment_id = g_strdup (self->shipment_id);
      if (label->content == NULL && !fetch_content (self, labels, i - 1, &error))
        return dex_future_new_for_error (error);
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&labels));
}

DexFuture *
rs_webshipper_client_get_labels (RsWebshipperClient *self, const char *shipment_id)
{
  Fetching *fetching;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && shipment_id != NULL, NULL);
  fetching = g_new0 (Fetching, 1);
  fetching->client = g_object_ref (self);
  fetching->shipment_id = g_strdup (shipment_id);
  return dex_scheduler_spawn (NULL, 0, labels_fiber, fetching, fetching_free);
}
