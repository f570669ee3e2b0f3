/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-json.h"
#include "rs-mirror.h"
#include "rs-records.h"

/* A rate or term that is renamed or vanishes is noticed the same day (PRODUCT F3.6). */
#define REGISTERS_KEPT RS_INSTANT_HOUR
#define MAX_PAGES      1000

/* One register as read now: what the mirror has beyond it is gone. */
typedef struct
{
  const char *service;
  const char *kind;
  GPtrArray *keys;  /* (element-type utf8) */
  GPtrArray *texts; /* (element-type utf8) */
  RsInstant now;
} Register;

static gboolean
store_register (RsDb *db, gpointer data, GError **error)
{
  Register *self = data;
  g_autoptr (GPtrArray) known = rs_mirror_all (db, self->service, self->kind, error);
  gboolean any_changed = FALSE;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < self->keys->len; i++)
    {
      gboolean changed = FALSE;

      if (!rs_mirror_put (db, self->service, self->kind, g_ptr_array_index (self->keys, i), NULL,
                          RS_INSTANT_NONE, g_ptr_array_index (self->texts, i), &changed, error))
        return FALSE;
      any_changed |= changed;
    }
  for (guint i = 0; i < known->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (known, i);

      if (row->gone || g_ptr_array_find_with_equal_func (self->keys, row->key, g_str_equal, NULL))
        continue;
      if (!rs_mirror_mark_gone (db, self->service, self->kind, row->key, error))
        return FALSE;
      any_changed = TRUE;
    }
  if (any_changed && !rs_cases_mark_all_dirty (db, error))
    return FALSE;
  return rs_mirror_set_cursor (db, self->service, self->kind, self->now, error);
}

static void
register_init (Register *self, RsPass *pass, const char *service, const char *kind)
{
  self->service = service;
  self->kind = kind;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->now = rs_clock_now (pass->clock);
}

static void
register_clear (Register *self)
{
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Register, register_clear)

static void
register_add (Register *self, const RsDocument *row)
{
  if (row->key == NULL)
    return;
  g_ptr_array_add (self->keys, g_strdup (row->key));
  g_ptr_array_add (self->texts, g_strdup (row->text));
}

typedef DexFuture *(*ListPage) (RsPass *self, guint page);

static gboolean
pull_register (RsPass *self, const char *service, const char *kind, ListPage list_page, GError **error)
{
  g_auto (Register) reading = { 0 };

  register_init (&reading, self, service, kind);
  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (list_page (self, number), error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->rows->len; i++)
        register_add (&reading, g_ptr_array_index (page->rows, i));
      self->report->read += page->rows->len;
      if (page->is_last || page->rows->len == 0)
        break;
    }
  return rs_store_write (self->store, store_register, &reading, RS_DURABLE_EVENTUALLY, error);
}

static DexFuture *
list_terms (RsPass *self, guint page)
{
  RsRbListQuery query = { .page = page, .limit = 100, .updated_from = RS_INSTANT_NONE };

  return rs_rackbeat_client_list_delivery_terms (self->rackbeat, &query, self->priority);
}

static DexFuture *
list_rates (RsPass *self, guint page)
{
  return rs_webshipper_client_list_rates (self->webshipper, self->policy->channel_id, page, self->priority);
}

static DexFuture *
list_channels (RsPass *self, guint page)
{
  return rs_webshipper_client_list_channels (self->webshipper, page, self->priority);
}

/* The account as GET /self tells it, of which a plan needs the company's address. (transfer full) */
static char *
account_to_text (const RsRbAccount *account)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "user_account");
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "id");
  rs_json_writer_add_int (writer, account->agreement_number);
  rs_json_writer_put_string (writer, "company_name", account->company);
  if (account->address != NULL)
    {
      rs_json_writer_name (writer, "address");
      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "street", account->address->street);
      rs_json_writer_put_string (writer, "street2", account->address->street2);
      rs_json_writer_put_string (writer, "zipcode", account->address->zip);
      rs_json_writer_put_string (writer, "city", account->address->city);
      rs_json_writer_put_string (writer, "country", account->address->country);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
  return rs_json_writer_dup_text (writer);
}

static gboolean
pull_account (RsPass *self, GError **error)
{
  g_autoptr (RsRbAccount) account = dex_await_boxed (rs_rackbeat_client_get_self (self->rackbeat), error);
  g_auto (Register) reading = { 0 };

  if (account == NULL)
    return FALSE;
  register_init (&reading, self, RS_RACKBEAT, "account");
  g_ptr_array_add (reading.keys, g_strdup_printf ("%" G_GINT64_FORMAT, account->agreement_number));
  g_ptr_array_add (reading.texts, account_to_text (account));
  return rs_store_write (self->store, store_register, &reading, RS_DURABLE_EVENTUALLY, error);
}

gboolean
rs_pull_rackbeat_registers (RsPass *self, GError **error)
{
  return pull_account (self, error) && pull_register (self, RS_RACKBEAT, "delivery-term", list_terms, error);
}

gboolean
rs_pull_webshipper_registers (RsPass *self, GError **error)
{
  return pull_register (self, RS_WEBSHIPPER, "rate", list_rates, error)
         && pull_register (self, RS_WEBSHIPPER, "channel", list_channels, error);
}

gboolean
rs_pull_registers (RsPass *self, GError **error)
{
  return rs_pull_rackbeat_registers (self, error) && rs_pull_webshipper_registers (self, error)
         && rs_pass_load_policy (self, error);
}

static gboolean
read_age (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_get_cursor (db, RS_WEBSHIPPER, "rate", data, error);
}

gboolean
rs_pull_registers_due (RsPass *self)
{
  RsInstant read_at = RS_INSTANT_NONE;
  RsInstant now = rs_clock_now (self->clock);

  /* A clock that was set back makes the age negative: read again. */
  return !rs_store_read (self->store, read_age, &read_at, NULL) || read_at == RS_INSTANT_NONE || read_at > now
         || now - read_at >= REGISTERS_KEPT;
}
