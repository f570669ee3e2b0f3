/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-case-load.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-rb-draft.h"

/* Customers and items, against which new orders of Webshipper are matched (PRODUCT F5.2, F5.3). They are read
 * only when an order needs them, and then before anything is made: one list each, back to the cursor. */

#define PAGE_LIMIT 100
/* Orders that only wait for a person to settle something in Rackbeat are no reason to look more often. */
#define EVERY     (10 * RS_INSTANT_MINUTE)
#define CURSOR_OF RS_RACKBEAT
#define CURSOR    "partners"

static RsInstant
customer_updated_at (gconstpointer object)
{
  return ((const RsRbCustomer *) object)->updated_at;
}

static void
list_customer_words (gconstpointer object, GPtrArray *words)
{
  const RsRbCustomer *customer = object;
  char *own[] = {
    rs_customer_vat_word (customer->vat_number),
    rs_customer_mail_word (customer->email, customer->name),
    rs_customer_name_word (customer->name, customer->address != NULL ? customer->address->zip : NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (own[i] != NULL)
      g_ptr_array_add (words, own[i]);
}

const RsFeed rs_feed_rb_customers = {
  .service = "rackbeat",
  .kind = RS_LOOKUP_CUSTOMER,
  .updated_at = customer_updated_at,
  .list_words = list_customer_words,
  .is_whole = TRUE,
};

typedef struct
{
  RsPass *pass;
  gboolean any;   /* an order is to be matched */
  gboolean fresh; /* one that was not held before */
  gboolean items; /* an item of it is not known */
  RsInstant last; /* when customers and items were last read for it */
} Needs;

static gboolean
has_new_item (const RsPlan *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    if (g_str_equal (((RsStep *) g_ptr_array_index (plan->steps, i))->kind, "create-rb-item"))
      return TRUE;
  for (guint i = 0; i < plan->problems->len; i++)
    if (g_str_equal (((RsProblem *) g_ptr_array_index (plan->problems, i))->code, RS_PROBLEM_ITEM_UNKNOWN))
      return TRUE;
  return FALSE;
}

static gboolean
was_held (RsDb *db, const char *case_key)
{
  g_autoptr (RsCaseRow) row = rs_cases_get_row (db, case_key, NULL);

  return row != NULL && g_strcmp0 (row->state, RS_CASE_STATE_HELD) == 0;
}

static gboolean
find_needs (RsDb *db, gpointer data, GError **error)
{
  Needs *self = data;
  RsInstant now = rs_clock_now (self->pass->clock);
  g_autoptr (GPtrArray) dirty = rs_cases_list_dirty (db, now, 0, error);

  self->any = self->fresh = self->items = FALSE;
  if (dirty == NULL || !rs_mirror_get_cursor (db, CURSOR_OF, CURSOR, &self->last, error))
    return FALSE;
  for (guint i = 0; i < dirty->len && !(self->fresh && self->items); i++)
    {
      const char *case_key = g_ptr_array_index (dirty, i);
      g_autoptr (RsCase) subject
        = rs_plan_parse_ws_ref (case_key) != NULL ? rs_case_load (db, case_key, NULL) : NULL;
      g_autoptr (RsPlan) plan = subject != NULL ? rs_plan_case (subject, self->pass->policy, now) : NULL;

      if (plan == NULL || !plan->matches)
        continue;
      self->any = TRUE;
      self->fresh |= !was_held (db, case_key);
      self->items |= has_new_item (plan);
    }
  return TRUE;
}

static DexFuture *
list_customers (RsPass *self, guint page, RsInstant from, gpointer data)
{
  RsRbListQuery query = { .page = page, .limit = PAGE_LIMIT, .updated_from = from, .newest_first = TRUE };

  return rs_rackbeat_client_list_customers (self->rackbeat, &query, self->priority);
}

static DexFuture *
list_items (RsPass *self, guint page, RsInstant from, gpointer data)
{
  RsRbListQuery query = { .page = page, .limit = PAGE_LIMIT, .updated_from = from, .newest_first = TRUE };

  return rs_rackbeat_client_list_products (self->rackbeat, &query, self->priority);
}

static gboolean
is_due (const RsPass *self, const Needs *needs)
{
  RsInstant now = rs_clock_now (self->clock);

  if (!needs->any)
    return FALSE;
  return needs->fresh || (self->flags & RS_SYNC_PERSON) || needs->last == RS_INSTANT_NONE || needs->last > now
         || now - needs->last >= EVERY;
}

static gboolean
note_time (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_set_cursor (db, CURSOR_OF, CURSOR, *(RsInstant *) data, error);
}

gboolean
rs_pull_partners (RsPass *self, GError **error)
{
  Needs needs = { .pass = self };
  RsInstant now = rs_clock_now (self->clock);

  if (self->policy->direction != RS_DIRECTION_WS_TO_RB)
    return TRUE;
  if (!rs_store_read (self->store, find_needs, &needs, error))
    return FALSE;
  if (!is_due (self, &needs))
    return TRUE;
  if (!rs_pull_list (self, &rs_feed_rb_customers, list_customers, NULL, error)
      || !rs_pull_list (self, &rs_feed_rb_items, list_items, NULL, error)
      || !rs_store_write (self->store, note_time, &now, RS_DURABLE_EVENTUALLY, error)
      || !rs_store_read (self->store, find_needs, &needs, error))
    return FALSE;
  /* Not among the products: a bill of materials has a number too. */
  return !needs.items || rs_pull_lots (self, error);
}
