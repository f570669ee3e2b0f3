/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Registers (§3.5) and account settings. */

static gboolean
register_matches (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  const char *name = rs_request_get_query (request, "name"),
             *search = rs_request_get_query (request, "search");
  const char *is = rs_sandbox_string (record->object, "name");

  return (name == NULL || g_strcmp0 (name, is) == 0) && (search == NULL || rs_sbr_contains (is, search));
}

static const char *
list_key (RsSandboxRackbeat *self, RsRbKind kind)
{
  if (kind == RS_RB_DELIVERY_TERMS && rs_sbr_is (self, "delivery_terms_key", "terms_of_delivery"))
    return "terms_of_delivery";
  return rs_sbr_table (self, kind)->plural;
}

static RsResponse *
handle_list (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind)
{
  g_autoptr (GPtrArray) found = rs_sbr_query (self, request, kind, register_matches);
  g_autoptr (JsonArray) rows = NULL;

  if (rs_sbr_is (self, "register_lists", "paged"))
    return rs_sbr_list (self, request, list_key (self, kind), found, rs_sbr_presenter (kind));
  rows = json_array_new ();
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (rows,
                                   rs_sandbox_copy (((RsRbRecord *) g_ptr_array_index (found, i))->object));
  return rs_sbr_single (200, list_key (self, kind), json_node_init_array (json_node_alloc (), rows));
}

/* What a new row needs (§3.5). */
static RsResponse *
check_new (RsRbKind kind, JsonObject *body)
{
  static const char *const for_payment[] = { "name", "maturity_days", "type", NULL };
  static const char *const for_others[] = { "name", NULL };
  const char *const *needed = kind == RS_RB_PAYMENT_TERMS ? for_payment : for_others;
  g_autoptr (JsonObject) errors = json_object_new ();

  for (guint i = 0; needed[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("The %s field is required.", needed[i]);

      if (body == NULL || !json_object_has_member (body, needed[i]))
        rs_sbr_complain (errors, needed[i], text);
    }
  return json_object_get_size (errors) > 0 ? rs_sbr_invalid_all (json_object_ref (errors)) : NULL;
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsResponse *refused = check_new (kind, body);
  RsRbRecord *record;

  if (refused != NULL)
    return refused;
  record = rs_sbr_add (self, kind, rs_sandbox_copy (body), 0);
  rs_sbr_record (self, rs_sbr_table (self, kind)->singular, record->id, "created", "api",
                 g_steal_pointer (&body));
  return rs_sbr_show (self, request, 201, kind, record);
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbRecord *record)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsRbTable *table = rs_sbr_table (self, kind);
  g_autoptr (GList) names = NULL;

  if (body == NULL)
    return rs_sbr_invalid (table->singular, "The body is not an object.");
  json_object_remove_member (body, table->key);
  names = json_object_get_members (body);
  for (GList *l = names; l != NULL; l = l->next)
    rs_sbr_take (record->object, body, l->data);
  rs_sbr_touch (self, kind, record);
  rs_sbr_record (self, table->singular, record->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 200, kind, record);
}

static RsResponse *
handle_write (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbRecord *record)
{
  if (kind == RS_RB_DELIVERY_TERMS && rs_sbr_is (self, "delivery_terms_write", "forbidden"))
    return rs_sbr_message (403, "This action is unauthorized.");
  if (kind == RS_RB_DELIVERY_TERMS && rs_sbr_is (self, "delivery_terms_write", "absent"))
    return rs_sbr_no_such_call (self, request);
  if (record == NULL && g_str_equal (request->method, "POST"))
    return handle_create (self, request, kind);
  if (record != NULL && g_str_equal (request->method, "PUT"))
    return handle_change (self, request, kind, record);
  if (record == NULL || !g_str_equal (request->method, "DELETE"))
    return rs_sbr_no_such_call (self, request);
  rs_sbr_record (self, rs_sbr_table (self, kind)->singular, record->id, "deleted", "api", NULL);
  rs_sbr_remove (self, kind, record);
  return rs_sbr_done ();
}

RsResponse *
rs_sbr_handle_register (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  RsRbKind kind = RS_RB_DELIVERY_TERMS;
  gboolean get = g_str_equal (request->method, "GET");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  RsRbRecord *record;

  while (kind < RS_RB_N_TABLES && !g_str_equal (segments[0], rs_sbr_table (self, kind)->path)
         && !(kind == RS_RB_CURRENCIES && g_str_equal (segments[0], "currency")))
    kind++;
  if (kind == RS_RB_N_TABLES)
    return NULL;
  if (kind == RS_RB_FIELDS && rs_sbr_is (self, "plan", "basic"))
    return rs_sbr_message (403, "Your plan does not include custom fields.");
  record = rs_sbr_find_text (self, kind, segments[1]);
  /* The flat list of 2018 is the list here, since no location has children. */
  if (segments[1] == NULL || (kind == RS_RB_LOCATIONS && g_str_equal (segments[1], "flat")))
    return get ? handle_list (self, request, kind) : handle_write (self, request, kind, NULL);
  if (record != NULL && kind == RS_RB_LOCATIONS && get && g_strcmp0 (segments[2], "children") == 0)
    return rs_sbr_list_objects (self, request, "locations", nothing);
  if (record == NULL || segments[2] != NULL)
    return rs_sbr_not_found ();
  return get ? rs_sbr_show (self, request, 200, kind, record) : handle_write (self, request, kind, record);
}

static gboolean
is_setting (RsRbRecord *record, const char *identifier)
{
  return g_strcmp0 (rs_sandbox_string (record->object, "identifier"), identifier) == 0;
}

RsResponse *
rs_sbr_handle_settings (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  GPtrArray *all = rs_sbr_table (self, RS_RB_SETTINGS)->list;
  gboolean get = g_str_equal (request->method, "GET");
  RsRbRecord *found = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (segments[1] == NULL)
    return get ? rs_sbr_list_kind (self, request, RS_RB_SETTINGS, NULL) : rs_sbr_no_such_call (self, request);
  for (guint i = 0; i < all->len; i++)
    if (is_setting (g_ptr_array_index (all, i), segments[1]))
      found = g_ptr_array_index (all, i);
  if (found == NULL)
    return rs_sbr_not_found ();
  if (get)
    return rs_sbr_show (self, request, 200, RS_RB_SETTINGS, found);
  body = rs_sandbox_request_object (request);
  if (!g_str_equal (request->method, "PUT"))
    return rs_sbr_no_such_call (self, request);
  if (body == NULL || !json_object_has_member (body, "value"))
    return rs_sbr_invalid ("value", "The value field is required.");
  rs_sbr_take (found->object, body, "value");
  rs_sbr_record (self, "setting", found->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 200, RS_RB_SETTINGS, found);
}
