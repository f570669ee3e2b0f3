/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

struct _RsLedger
{
  RsClock *clock;     /* (owned) */
  GPtrArray *entries; /* (owned) (element-type JsonObject) */
};

RsLedger *
rs_ledger_new (RsClock *clock)
{
  RsLedger *self = g_new0 (RsLedger, 1);

  self->clock = g_object_ref (clock);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return self;
}

void
rs_ledger_free (RsLedger *self)
{
  g_object_unref (self->clock);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
rs_ledger_record (RsLedger *self, const char *service, const char *kind, const char *key, const char *verb,
                  const char *by, JsonObject *facts)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *at = rs_instant_to_string (rs_clock_now (self->clock));

  json_object_set_string_member (entry, "at", at);
  json_object_set_string_member (entry, "service", service);
  json_object_set_string_member (entry, "kind", kind);
  json_object_set_string_member (entry, "key", key);
  json_object_set_string_member (entry, "verb", verb);
  json_object_set_string_member (entry, "by", by);
  if (facts != NULL)
    json_object_set_object_member (entry, "facts", facts);
  g_ptr_array_add (self->entries, entry);
}

GPtrArray *
rs_ledger_get_entries (RsLedger *self)
{
  return self->entries;
}
