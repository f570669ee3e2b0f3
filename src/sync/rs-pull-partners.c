/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-case-load.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-rb-draft.h"

/* Customers and items, against which new orders of Webshipper are matched (PRODUCT F5.2, F5.3). They are read
 * only when an order needs them, and then before anything is made: one list each, back to the cursor. */

#define PAGE_LIMIT 100

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
  gboolean items; /* an item of it is not known */
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
find_needs (RsDb *db, gpointer data, GError **error)
{
  Needs *self = data;
  RsInstant now = rs_clock_now (self->pass->clock);
  g_autoptr (GPtrArray) dirty = rs_cases_list_dirty (db, now, 0, error);

  self->any = self->items = FALSE;
  if (dirty == NULL)
    return FALSE;
  for (guint i = 0; i < dirty->len && !(self->any && self->items); i++)
    {
      const char *case_key = g_ptr_array_index (dirty, i);
      g_autoptr (RsCase) subject
        = rs_plan_parse_ws_ref (case_key) != NULL ? rs_case_load (db, case_key, NULL) : NULL;
      g_autoptr (RsPlan) plan = subject != NULL ? rs_plan_case (subject, self->pass->policy, now) : NULL;

      self->any |= plan != NULL && plan->matches;
      self->items |= plan != NULL && has_new_item (plan);
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

gboolean
rs_pull_partners (RsPass *self, GError **error)
{
  Needs needs = { .pass = self };

  if (self->policy->direction != RS_DIRECTION_WS_TO_RB)
    return TRUE;
  if (!rs_store_read (self->store, find_needs, &needs, error))
    return FALSE;
  if (!needs.any)
    return TRUE;
  if (!rs_pull_list (self, &rs_feed_rb_customers, list_customers, NULL, error)
      || !rs_pull_list (self, &rs_feed_rb_items, list_items, NULL, error)
      || !rs_store_read (self->store, find_needs, &needs, error))
    return FALSE;
  /* Not among the products: a bill of materials has a number too. */
  return !needs.items || rs_pull_lots (self, error);
}
