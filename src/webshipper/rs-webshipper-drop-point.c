/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-webshipper-call.h"
#include "rs-webshipper-encode.h"

#include <string.h>

/* Drop points near an address (Webshipper reference §3.4): some rates are answered by rate and not by
 * carrier, some the other way about, so both are asked. */

#define JSON_API_TYPE "application/vnd.api+json"
#define MAX_BODY      (4 * 1024 * 1024)
/* More than anybody chooses among. */
#define MOST 200

static char *
text_of (const RsJson *json, const char *name)
{
  return rs_json_dup_string (json, name, RS_JSON_LENIENT);
}

RsDropPoint *
rs_webshipper_read_drop_point (const RsJson *json)
{
  RsDropPoint *point = rs_drop_point_new ();

  point->id = text_of (json, "drop_point_id");
  point->name = text_of (json, "name");
  point->address = rs_webshipper_read_address (json);
  point->carrier_code = text_of (json, "carrier_code");
  point->routing_code = text_of (json, "routing_code");
  point->latitude = text_of (json, "latitude");
  point->longitude = text_of (json, "longitude");
  return point;
}

/* One that does not decode, or has no id, is none that can be chosen. */
static void
take_point (const RsJsonValue *value, GPtrArray *points)
{
  RsJson root;
  g_autoptr (RsDropPoint) point = NULL;

  rs_json_init (&root, value, "drop_point");
  point = rs_webshipper_read_drop_point (&root);
  if (rs_json_finish (&root, NULL) && point->id != NULL && *point->id != '\0')
    g_ptr_array_add (points, g_steal_pointer (&point));
}

gboolean
rs_webshipper_decode_drop_points (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_drop_point_unref);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  RsJson root, document, attributes, list;

  if (tree == NULL)
    return FALSE;
  rs_json_init (&root, rs_json_tree_root (tree), "answer");
  if (rs_json_object (&root, "data", RS_JSON_REQUIRED, &document)
      && rs_json_object (&document, "attributes", RS_JSON_REQUIRED, &attributes)
      && rs_json_array (&attributes, "drop_points", RS_JSON_OPTIONAL, &list))
    for (guint i = 0; i < MIN (rs_json_length (&list), MOST); i++)
      {
        RsJson element;

        rs_json_element (&list, i, &element);
        if (element.value != NULL)
          take_point (element.value, points);
      }
  if (!rs_json_finish (&root, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&points));
  return TRUE;
}

static void
add_int (RsJsonWriter *writer, const char *name, gint64 value)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_add_int (writer, value);
}

GBytes *
rs_webshipper_encode_locator (const RsShippingRate *rate, gboolean by_carrier, const RsAddress *near)
{
  RsJsonWriter *writer = rs_webshipper_begin_resource ("drop_point_locators", NULL);

  if (by_carrier)
    {
      add_int (writer, "carrier_id", rate->carrier_id);
      rs_json_writer_put_string (writer, "service_code", rate->service_code);
    }
  else
    {
      add_int (writer, "shipping_rate_id", rate->id);
    }
  rs_json_writer_name (writer, "delivery_address");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "address_1", near->street);
  rs_json_writer_put_string (writer, "zip", near->zip);
  rs_json_writer_put_string (writer, "city", near->city);
  rs_json_writer_put_string (writer, "country_code", near->country);
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
  return rs_webshipper_end_resource (writer);
}

char *
rs_webshipper_write_drop_point (gint64 rate, const RsDropPoint *point)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  add_int (writer, "rate", rate);
  rs_webshipper_add_drop_point (writer, point);
  rs_json_writer_end_object (writer);
  return rs_json_writer_dup_text (writer);
}

RsDropPoint *
rs_webshipper_read_written_drop_point (const char *text, gint64 *rate, GError **error)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (text, error);
  g_autoptr (RsDropPoint) point = NULL;
  RsJson root, object;

  if (tree == NULL)
    return NULL;
  rs_json_init (&root, rs_json_tree_root (tree), "choice");
  *rate = rs_json_get_int (&root, "rate", RS_JSON_REQUIRED);
  if (rs_json_object (&root, "drop_point", RS_JSON_REQUIRED, &object))
    point = rs_webshipper_read_drop_point (&object);
  return rs_json_finish (&root, error) ? g_steal_pointer (&point) : NULL;
}

typedef struct
{
  RsWebshipperClient *client; /* (owned) */
  RsShippingRate *rate;       /* (owned) */
  RsAddress *near;            /* (owned) */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_object_unref (self->client);
  rs_shipping_rate_unref (self->rate);
  rs_address_unref (self->near);
  g_free (self);
}

/* (transfer full) (nullable) */
static GPtrArray *
ask (Finding *self, gboolean by_carrier, GError **error)
{
  g_autoptr (GBytes) body = rs_webshipper_encode_locator (self->rate, by_carrier, self->near);
  RsRequest *request = rs_webshipper_request_new ("POST", "/drop_point_locators");

  request->priority = RS_PRIORITY_INTERACTIVE;
  rs_request_set_body (request, JSON_API_TYPE, body);
  return dex_await_boxed (
    rs_webshipper_client_call (self->client, request, rs_webshipper_decode_drop_points, NULL, 0, NULL),
    error);
}

/* What the second question says only counts when the first had no answer. */
static DexFuture *
find_fiber (gpointer data)
{
  Finding *self = data;
  GError *error = NULL;
  g_autoptr (GError) second = NULL;
  GPtrArray *points = ask (self, FALSE, &error);
  GPtrArray *others;

  if ((points != NULL && points->len > 0) || self->rate->carrier_id == 0 || self->rate->service_code == NULL
      || (error != NULL && !g_error_matches (error, RS_ERROR, RS_ERROR_REJECTED)
          && !g_error_matches (error, RS_ERROR, RS_ERROR_AMBIGUOUS)))
    return points != NULL ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, points)
                          : dex_future_new_for_error (error);
  others = ask (self, TRUE, &second);
  if (others == NULL && points == NULL)
    return dex_future_new_for_error (error);
  g_clear_error (&error);
  if (others == NULL)
    return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, points);
  g_clear_pointer (&points, g_ptr_array_unref);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, others);
}

DexFuture *
rs_webshipper_client_find_drop_points (RsWebshipperClient *self, const RsShippingRate *rate,
                                       const RsAddress *near)
{
  Finding *finding;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && rate != NULL && near != NULL, NULL);
  finding = g_new0 (Finding, 1);
  finding->client = g_object_ref (self);
  finding->rate = rs_shipping_rate_ref ((RsShippingRate *) rate);
  finding->near = rs_address_copy (near);
  return dex_scheduler_spawn (NULL, 0, find_fiber, finding, finding_free);
}
