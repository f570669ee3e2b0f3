/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* /customers/{n}/discount-groups/{id}: POST adds, and is 403 for one that the customer is in; PUT sets (§1.6,
 * §2: the one place where a repeat is known to be no 422). They are kept with the customer and not shown. */

/* (nullable) */
static JsonObject *
find_group (JsonArray *groups, gint64 id)
{
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);

      if ((gint64) rs_sandbox_number (group, "id") == id)
        return group;
    }
  return NULL;
}

RsResponse *
rs_sbr_handle_discount_group (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *customer,
                              const char *id)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *groups = rs_sandbox_array (customer->object, RS_RB_DISCOUNT_GROUPS);
  gboolean post = g_str_equal (request->method, "POST");
  JsonObject *group;
  gint64 number;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
    return rs_sbr_not_found ();
  if (!post && !g_str_equal (request->method, "PUT"))
    return rs_sbr_no_such_call (self, request);
  if (groups == NULL)
    {
      groups = json_array_new ();
      json_object_set_array_member (customer->object, RS_RB_DISCOUNT_GROUPS, groups);
    }
  group = find_group (groups, number);
  if (post && group != NULL)
    return rs_sbr_message (403, "The customer is already in that discount group.");
  if (group == NULL)
    {
      group = json_object_new ();
      json_object_set_int_member (group, "id", number);
      json_array_add_object_element (groups, group);
    }
  rs_sbr_take (group, body, "discount");
  rs_sbr_record (self, "customer", customer->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_single (post ? 201 : 200, "discount_group", rs_sandbox_object_node (group));
}
