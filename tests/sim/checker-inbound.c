/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "checker.h"

#include "rs-country.h"
#include "rs-fold.h"

#include <math.h>

/* The same promises where orders come from Webshipper (PRODUCT F5): each is one order of Rackbeat, whole, of
 * the right customer and items, or a person is told why not. */

static char *
key_of (const Parcel *parcel)
{
  return g_strdup_printf ("ws-order/%" G_GINT64_FORMAT, parcel->id);
}

static gboolean
is_ready (const Parcel *parcel)
{
  static const char *const ready[] = { "pending", "partly_dispatched", "dispatched", NULL };

  return g_strv_contains (ready, parcel->status);
}

/* By the choices made (PRODUCT F2.3, F2.4). */
static gboolean
is_wanted (Judge *self, const Parcel *parcel)
{
  const RsPolicy *policy = self->given->policy;
  const char *country = books_text (books_object (parcel->attributes, "delivery_address"), "country_code");
  gboolean is_shared;
  gint64 term = rs_policy_term_for_rate (policy, parcel->rate, &is_shared);

  if (!parcel->live || (policy->ready_only && !is_ready (parcel)))
    return FALSE;
  if (policy->channel_id != 0
      && (gint64) books_number (parcel->attributes, "order_channel_id") != policy->channel_id)
    return FALSE;
  /* Without a start date it may have been done with long ago. */
  if (policy->start == RS_INSTANT_NONE && g_str_equal (parcel->status, "dispatched"))
    return FALSE;
  if (policy->filter_terms != NULL && term != 0 && !g_hash_table_contains (policy->filter_terms, &term))
    return FALSE;
  return policy->filter_countries == NULL || country == NULL
         || g_hash_table_contains (policy->filter_countries, country);
}

/* The live Rackbeat orders that were made of it. (transfer container) */
static GPtrArray *
list_made (Judge *self, const char *key)
{
  GPtrArray *made = g_ptr_array_new ();

  for (guint i = 0; i < self->books->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->books->entries, i);

      if (g_str_equal (entry->key, key) && !books_flag (entry->order, "is_cancelled"))
        g_ptr_array_add (made, entry);
    }
  return made;
}

/* What @holder's lines of @item cost together. */
static double
price_of (Judge *self, JsonArray *lines, const char *item, gboolean in_rackbeat)
{
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      const char *own = in_rackbeat ? books_text (line, "child_id") : books_item_of (self->books, line);

      if (g_strcmp0 (own, item) == 0)
        sum
          += books_number (line, "quantity") * books_number (line, in_rackbeat ? "line_price" : "unit_price");
    }
  return sum;
}

static void
compare_lines (Judge *self, const Entry *entry, const Parcel *parcel)
{
  JsonArray *here = books_list (parcel->attributes, "order_lines"),
            *there = books_list (entry->order, "lines");
  double all_here = 0, all_there = 0;

  for (guint i = 0; i < json_array_get_length (here); i++)
    {
      JsonObject *line = json_array_get_object_element (here, i);
      const char *item = books_item_of (self->books, line);
      double source = item != NULL ? books_parcel_quantity (self->books, parcel, item, FALSE) : 0,
             target = item != NULL ? books_quantity (entry->order, item) : 0;

      all_here += books_number (line, "quantity");
      if (fabs (source - target) > 1e-9)
        judge_finds (
          self, "quantities are kept: %s: %g of %s in Webshipper, %g in Rackbeat order %" G_GINT64_FORMAT,
          entry->key, source, item, target, entry->number);
      else if (item != NULL
               && fabs (price_of (self, here, item, FALSE) - price_of (self, there, item, TRUE)) > 0.01)
        judge_finds (self,
                     "prices are kept: %s: %s costs %g in Webshipper, %g in Rackbeat order %" G_GINT64_FORMAT,
                     entry->key, item, price_of (self, here, item, FALSE), price_of (self, there, item, TRUE),
                     entry->number);
    }
  for (guint i = 0; i < json_array_get_length (there); i++)
    all_there += books_number (json_array_get_object_element (there, i), "quantity");
  if (fabs (all_here - all_there) > 1e-9)
    judge_finds (self,
                 "quantities are kept: %s: %g pieces in Webshipper, %g in Rackbeat order %" G_GINT64_FORMAT,
                 entry->key, all_here, all_there, entry->number);
}

static void
compare_head (Judge *self, const Entry *entry, const Parcel *parcel)
{
  static const char *const parts[]
    = { "company_name", "att_contact", "address_1", "address_2", "zip", "city", "email", "phone", NULL };
  JsonObject *from = books_object (parcel->attributes, "delivery_address"),
             *to = books_object (entry->order, "delivery_address");
  g_autofree char *missing = judge_missing_word (from, parts, to);
  const char *named = books_text (to, "country"), *code = books_text (from, "country_code");
  gboolean is_shared;
  gint64 term = rs_policy_term_for_rate (self->given->policy, parcel->rate, &is_shared);

  if (missing != NULL)
    judge_finds (
      self, "nothing lost: %s: the word \"%s\" of the address is not in Rackbeat order %" G_GINT64_FORMAT,
      entry->key, missing, entry->number);
  if (code != NULL && g_strcmp0 (code, named != NULL ? rs_country_lookup (named) : NULL) != 0)
    judge_finds (self, "nothing lost: %s goes to %s, Rackbeat order %" G_GINT64_FORMAT " to %s", entry->key,
                 code, entry->number, named);
  if (term != 0 && (gint64) books_number (entry->order, "delivery_terms_id") != term)
    judge_finds (self,
                 "no wrong label: %s: its rate means term %" G_GINT64_FORMAT
                 ", Rackbeat order %" G_GINT64_FORMAT " has %g",
                 entry->key, term, entry->number, books_number (entry->order, "delivery_terms_id"));
  if (books_flag (entry->order, "is_booked") != self->given->policy->books_orders)
    judge_finds (self, "orders arrive as the set-up says: %s is %s in Rackbeat", entry->key,
                 books_flag (entry->order, "is_booked") ? "confirmed" : "a draft");
}

static JsonObject *
find_customer (Judge *self, gint64 number)
{
  JsonArray *customers = books_list (books_object (self->given->world, "rackbeat"), "customers");

  for (guint i = 0; i < json_array_get_length (customers); i++)
    if ((gint64) books_number (json_array_get_object_element (customers, i), "number") == number)
      return json_array_get_object_element (customers, i);
  return NULL;
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *left = rs_fold (a != NULL ? a : ""), *right = rs_fold (b != NULL ? b : "");

  return *left != '\0' && g_str_equal (left, right);
}

static gboolean
is_same_number (const char *a, const char *b)
{
  while (a != NULL && g_ascii_isalpha (*a))
    a++;
  while (b != NULL && g_ascii_isalpha (*b))
    b++;
  return is_same_text (a, b);
}

/* The buyer is who Webshipper says, by one of the three (PRODUCT F5.2). */
static void
compare_buyer (Judge *self, const Entry *entry, const Parcel *parcel)
{
  JsonObject *customer = find_customer (self, (gint64) books_number (entry->order, "customer_id"));
  JsonObject *buyer = books_object (parcel->attributes, "delivery_address");
  gboolean named = is_same_text (books_text (customer, "name"), books_text (buyer, "company_name"));

  if (is_same_number (books_text (customer, "company_vat"), books_text (buyer, "vat_no"))
      || (named && is_same_text (books_text (customer, "contact_email"), books_text (buyer, "email")))
      || (named && is_same_text (books_text (customer, "address_zipcode"), books_text (buyer, "zip"))))
    return;
  judge_finds (self,
               "the right customer: %s is sold to \"%s\", Rackbeat order %" G_GINT64_FORMAT " to \"%s\"",
               entry->key, books_text (buyer, "company_name"), entry->number, books_text (customer, "name"));
}

/* Each booked shipment is a shipment of Rackbeat where shipments cross (PRODUCT F5.5). */
static void
compare_booked (Judge *self, const Entry *entry, const Parcel *parcel)
{
  g_autoptr (GPtrArray) items = books_items (self->books, entry->order);

  for (guint i = 0; self->given->policy->trigger == RS_TRIGGER_SHIPMENT && i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double booked = 0, made = 0;

      for (guint j = 0; j < parcel->shipments->len; j++)
        {
          JsonArray *packages = books_list (g_ptr_array_index (parcel->shipments, j), "packages");

          for (guint k = 0; k < json_array_get_length (packages); k++)
            {
              JsonArray *lines = books_list (json_array_get_object_element (packages, k), "order_lines");

              for (guint l = 0; l < json_array_get_length (lines); l++)
                if (g_strcmp0 (books_item_of (self->books, json_array_get_object_element (lines, l)), item)
                    == 0)
                  booked += books_number (json_array_get_object_element (lines, l), "quantity");
            }
        }
      for (guint j = 0; j < entry->shipments->len; j++)
        made += books_quantity (g_ptr_array_index (entry->shipments, j), item);
      if (booked > made + 1e-9)
        judge_finds (self,
                     "nothing silent: %s: %g of %s are booked in Webshipper, %g in shipments of Rackbeat",
                     entry->key, booked, item, made);
    }
}

static void
judge_parcel (Judge *self, const Parcel *parcel)
{
  g_autofree char *key = key_of (parcel);
  g_autoptr (GPtrArray) made = list_made (self, key);
  const Entry *entry = made->len > 0 ? g_ptr_array_index (made, 0) : NULL;

  if (made->len > 1)
    judge_finds (self, "nothing doubled: %s is %u orders in Rackbeat", key, made->len);
  if (entry == NULL)
    {
      if (is_wanted (self, parcel) && !judge_is_told (self, key, JUDGE_ABSENT))
        judge_finds (self, "nothing silent: %s is wanted and neither in Rackbeat nor waiting nor a problem",
                     key);
      return;
    }
  if (books_flag (entry->order, "is_shipped") || books_flag (entry->order, "is_archived"))
    return;
  if (!parcel->live)
    {
      if (!judge_is_told (self, key, JUDGE_WITHDRAWN))
        judge_finds (self,
                     "nothing silent: %s is cancelled and Rackbeat order %" G_GINT64_FORMAT " still stands",
                     key, entry->number);
      return;
    }
  if (!g_hash_table_contains (self->given->shipped, key) && !judge_is_told (self, key, JUDGE_SHIPPED))
    compare_booked (self, entry, parcel);
  if (g_hash_table_contains (self->given->rewritten, key) || judge_is_told (self, key, JUDGE_CONTENTS))
    return;
  compare_lines (self, entry, parcel);
  compare_head (self, entry, parcel);
  if (!g_hash_table_contains (self->given->rebought, key))
    compare_buyer (self, entry, parcel);
}

/* Whose Webshipper order is gone. */
static void
judge_left_behind (Judge *self, const Entry *entry)
{
  const char *key = entry->key;

  if (!g_str_has_prefix (key, "ws-order/") || entry->parcels->len > 0
      || books_flag (entry->order, "is_cancelled") || books_flag (entry->order, "is_shipped")
      || books_flag (entry->order, "is_archived"))
    return;
  for (guint i = 0; i < self->books->parcels->len; i++)
    {
      g_autofree char *own = key_of (g_ptr_array_index (self->books->parcels, i));

      if (g_str_equal (own, key))
        return;
    }
  if (!judge_is_told (self, key, JUDGE_WITHDRAWN)
      && !g_hash_table_contains (self->codes, RS_PROBLEM_MANY_VANISHED))
    judge_finds (self, "nothing silent: %s was deleted and Rackbeat order %" G_GINT64_FORMAT " still stands",
                 key, entry->number);
}

static void
judge_items (Judge *self)
{
  JsonArray *items = books_list (books_object (self->given->world, "rackbeat"), "items");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      const char *number = books_text (json_array_get_object_element (items, i), "number");

      if (number != NULL && !g_hash_table_add (seen, (gpointer) number))
        judge_finds (self, "nothing doubled: item %s is there twice", number);
    }
}

void
judge_inbound (Judge *self)
{
  judge_items (self);
  for (guint i = 0; i < self->books->parcels->len; i++)
    judge_parcel (self, g_ptr_array_index (self->books->parcels, i));
  for (guint i = 0; i < self->books->entries->len; i++)
    judge_left_behind (self, g_ptr_array_index (self->books->entries, i));
}

void
judge_inbound_known (Judge *self)
{
  for (guint i = 0; i < self->books->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (self->books->parcels, i);
      g_autofree char *key = key_of (parcel);

      if (!g_hash_table_contains (self->rows, key) && is_wanted (self, parcel))
        judge_finds (self, "counters add up: %s is not among the orders shown", key);
    }
}
