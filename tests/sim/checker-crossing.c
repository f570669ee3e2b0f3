/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "checker.h"

#include "rs-country.h"
#include "rs-fold.h"

#include <math.h>
#include <string.h>

/* "Every order in the source is in the target, or waiting with a stated time, or in the problem inbox", and
 * what is in the target is what the source says as long as it can be changed there. */

static double
deliverable (Judge *self, JsonObject *holder)
{
  g_autoptr (GPtrArray) items = books_items (self->books, holder);
  double sum = 0;

  for (guint i = 0; i < items->len; i++)
    sum += books_quantity (holder, g_ptr_array_index (items, i));
  return sum;
}

/* Pieces that @holder's lines of @item are in Webshipper: it takes whole ones, and a person chooses how a
 * fraction crosses; before that it does not. */
static double
pieces (Judge *self, JsonObject *holder, const char *item)
{
  JsonArray *lines = books_list (holder, "lines");
  RsFraction answer = GPOINTER_TO_INT (g_hash_table_lookup (self->given->policy->fractions, item));
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double quantity = books_number (line, "quantity");

      if (g_strcmp0 (books_text (line, "child_id"), item) != 0)
        continue;
      if (quantity == floor (quantity))
        sum += quantity;
      else if (answer == RS_FRACTION_ROUND_UP)
        sum += ceil (quantity);
      else
        sum += answer == RS_FRACTION_ONE_WITH_TEXT ? 1 : -1e9;
    }
  return sum;
}

char *
judge_missing_word (JsonObject *from, const char *const *parts, JsonObject *to)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GList) members = to != NULL ? json_object_get_members (to) : NULL;
  g_autofree char *folded = NULL, *crossed = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (books_text (to, l->data) != NULL)
      g_string_append_printf (all, "%s ", books_text (to, l->data));
  folded = rs_fold (all->str);
  crossed = g_strdup_printf (" %s ", folded);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *text
        = rs_fold (books_text (from, parts[i]) != NULL ? books_text (from, parts[i]) : "");
      g_auto (GStrv) words = g_strsplit (text, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *word = g_strdup_printf (" %s ", words[j]);

          if (*words[j] != '\0' && strstr (crossed, word) == NULL)
            return g_strdup (words[j]);
        }
    }
  return NULL;
}

static const char *
country_of (JsonObject *address)
{
  const char *named = books_text (address, "country");

  return named != NULL ? rs_country_lookup (named) : NULL;
}

/* What has left Rackbeat already need not be in Webshipper any more. */
static double
shipped_by_hand (const Entry *entry, const char *item)
{
  double sum = 0;

  for (guint i = 0; i < entry->shipments->len; i++)
    if (books_flag (g_ptr_array_index (entry->shipments, i), "is_shipped"))
      sum += ceil (books_quantity (g_ptr_array_index (entry->shipments, i), item));
  return sum;
}

/* What @parcel says, beside @holder: the order, or the one shipment that it stands for. */
static void
compare_contents (Judge *self, const Entry *entry, JsonObject *holder, const Parcel *parcel)
{
  static const char *const parts[]
    = { "name", "attention", "street", "street2", "city", "zipcode", "email", "phone", NULL };
  g_autoptr (GPtrArray) items = books_items (self->books, holder);
  JsonObject *from = books_object (entry->order, "delivery_address"),
             *to = books_object (parcel->attributes, "delivery_address");
  g_autofree char *missing = judge_missing_word (from, parts, to);
  gint64 rate = rs_policy_rate_for_term (self->given->policy,
                                         (gint64) books_number (entry->order, "delivery_terms_id"));

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double across = books_parcel_quantity (self->books, parcel, item, FALSE);
      double most = pieces (self, holder, item), least = most;

      if (holder == entry->order)
        least = MAX (least - shipped_by_hand (entry, item), 0);
      if (across < least - 1e-9 || across > most + 1e-9)
        judge_finds (
          self, "quantities are kept: %s: %g of %s in Rackbeat, %g in Webshipper order %" G_GINT64_FORMAT,
          entry->key, books_quantity (holder, item), item, across, parcel->id);
    }
  if (missing != NULL)
    judge_finds (
      self, "nothing lost: %s: the word \"%s\" of the address is not in Webshipper order %" G_GINT64_FORMAT,
      entry->key, missing, parcel->id);
  if (rate != 0 && parcel->rate != rate)
    judge_finds (self,
                 "no wrong label: %s: its term means rate %" G_GINT64_FORMAT
                 ", Webshipper order %" G_GINT64_FORMAT " has %" G_GINT64_FORMAT,
                 entry->key, rate, parcel->id, parcel->rate);
  if (country_of (from) != NULL && g_strcmp0 (country_of (from), books_text (to, "country_code")) != 0)
    judge_finds (self, "nothing lost: %s: the parcel goes to %s, the order to %s", entry->key,
                 books_text (to, "country_code"), country_of (from));
}

/* @holder is the order itself, or one shipment of it; @ref is what stands for it. */
static void
judge_counterpart (Judge *self, const Entry *entry, JsonObject *holder, const char *ref)
{
  const Parcel *parcel = books_find_parcel (entry, ref);

  if (parcel == NULL && !judge_is_told (self, entry->key, JUDGE_ABSENT))
    judge_finds (self, "nothing silent: %s is wanted and neither in Webshipper nor waiting nor a problem",
                 ref);
  else if (parcel != NULL && parcel->open && !judge_is_told (self, entry->key, JUDGE_CONTENTS)
           && !g_hash_table_contains (self->given->rewritten, entry->key))
    compare_contents (self, entry, holder, parcel);
}

static void
judge_wanted (Judge *self, const Entry *entry)
{
  if (self->given->policy->trigger == RS_TRIGGER_ORDER)
    {
      judge_counterpart (self, entry, entry->order, entry->key);
      return;
    }
  for (guint i = 0; i < entry->shipments->len; i++)
    {
      JsonObject *shipment = g_ptr_array_index (entry->shipments, i);
      g_autofree char *ref = books_shipment_ref (shipment);

      if (!books_flag (shipment, "is_shipped") && deliverable (self, shipment) > 0)
        judge_counterpart (self, entry, shipment, ref);
    }
}

/* What is no longer to be sent must not lie open in the target without a word. */
static void
judge_cancelled (Judge *self, const Entry *entry)
{
  for (guint i = 0; i < entry->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (entry->parcels, i);

      if (parcel->open && !judge_is_told (self, entry->key, JUDGE_WITHDRAWN))
        judge_finds (self,
                     "nothing silent: %s is cancelled and Webshipper order %" G_GINT64_FORMAT " is still %s",
                     entry->key, parcel->id, parcel->status);
    }
}

static gboolean
has_entry (Judge *self, const Parcel *parcel)
{
  for (guint i = 0; i < self->books->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->books->entries, i);

      for (guint j = 0; j < entry->parcels->len; j++)
        if (g_ptr_array_index (entry->parcels, j) == (gpointer) parcel)
          return TRUE;
    }
  return FALSE;
}

/* The case of a parcel whose source is gone, as far as it can be told: "rb-order/1042" of its own, or of the
 * number people see. */
static void
judge_orphan (Judge *self, const Parcel *parcel)
{
  const char *number = books_text (parcel->attributes, "visible_ref");
  g_autofree char *key = g_strdup_printf ("rb-order/%s", number != NULL ? number : "");

  if (!judge_is_told (self, key, JUDGE_WITHDRAWN)
      && !g_hash_table_contains (self->codes, RS_PROBLEM_MANY_VANISHED))
    judge_finds (self, "nothing silent: %s was deleted and Webshipper order %" G_GINT64_FORMAT " is still %s",
                 parcel->ext_ref, parcel->id, parcel->status);
}

void
judge_crossing (Judge *self)
{
  for (guint i = 0; i < self->books->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->books->entries, i);

      if (books_flag (entry->order, "is_cancelled"))
        judge_cancelled (self, entry);
      else if (judge_is_wanted (self, entry) && deliverable (self, entry->order) > 0)
        judge_wanted (self, entry);
    }
  for (guint i = 0; i < self->books->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (self->books->parcels, i);

      if (parcel->open && parcel->ext_ref != NULL && g_str_has_prefix (parcel->ext_ref, "rb-")
          && !has_entry (self, parcel))
        judge_orphan (self, parcel);
    }
}
