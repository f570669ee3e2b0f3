/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* Papers that go with a shipment (Webshipper reference §3.5 included_documents, §3.8, §8.7): each is named by
 * its document_id, or comes whole with its base64. */

static RsWsRecord *
find_named (RsSandboxWebshipper *self, JsonObject *entry)
{
  return rs_sbw_find (self, "documents", (gint64) rs_sandbox_number (entry, "document_id"));
}

RsResponse *
rs_sbw_check_documents (RsSandboxWebshipper *self, JsonObject *given)
{
  JsonArray *entries = rs_sandbox_array (given, "included_documents");

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (entry == NULL || (find_named (self, entry) == NULL && rs_sandbox_string (entry, "base64") == NULL))
        return rs_sbw_error (422, "100", "/data/attributes/included_documents", "must exist",
                             "included_documents - must exist, or hold base64");
    }
  return NULL;
}

void
rs_sbw_attach_documents (RsSandboxWebshipper *self, RsWsRecord *shipment)
{
  JsonArray *entries = rs_sandbox_array (shipment->attributes, "included_documents");

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      RsWsRecord *document = find_named (self, entry);

      if (document == NULL)
        {
          JsonObject *attributes = rs_sandbox_copy (entry);

          rs_sbw_set_register_defaults ("documents", attributes);
          document = rs_sbw_add (self, "documents", attributes);
          json_object_set_int_member (entry, "document_id", document->id);
          json_object_remove_member (entry, "base64");
        }
      document->shipment_id = shipment->id;
      json_object_set_int_member (document->attributes, "shipment_id", shipment->id);
    }
}
