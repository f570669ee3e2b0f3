/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-list-look.h"

#include "rs-words.h"

#include <glib/gi18n.h>

#define SAVED_TYPE "a(sa{ss})"

static const struct
{
  const char *word;
  const char *label;
} period_table[RS_N_PERIODS] = {
  [RS_PERIOD_ANY] = { "any", N_ ("Any time") },
  [RS_PERIOD_TODAY] = { "today", N_ ("Today") },
  [RS_PERIOD_WEEK] = { "week", N_ ("Last 7 days") },
  [RS_PERIOD_MONTH] = { "month", N_ ("Last 30 days") },
  [RS_PERIOD_QUARTER] = { "quarter", N_ ("Last 90 days") },
  [RS_PERIOD_YEAR] = { "year", N_ ("This year") },
};

const char *
rs_period_word (RsPeriod period)
{
  g_return_val_if_fail (period < RS_N_PERIODS, NULL);
  return period_table[period].word;
}

RsPeriod
rs_period_from_word (const char *word)
{
  for (guint i = 0; i < RS_N_PERIODS; i++)
    if (g_strcmp0 (period_table[i].word, word) == 0)
      return (RsPeriod) i;
  return RS_PERIOD_ANY;
}

const char *
rs_period_label (RsPeriod period)
{
  g_return_val_if_fail (period < RS_N_PERIODS, NULL);
  return _ (period_table[period].label);
}

/* The midnight that it begins with, of the clock on the wall. */
static RsInstant
begin_of (RsPeriod period)
{
  static const int days_before[] = { [RS_PERIOD_WEEK] = 6, [RS_PERIOD_MONTH] = 29, [RS_PERIOD_QUARTER] = 89 };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) begin = NULL;
  gboolean is_year = period == RS_PERIOD_YEAR;

  if (period == RS_PERIOD_ANY)
    return RS_INSTANT_NONE;
  midnight = g_date_time_new_local (g_date_time_get_year (now), is_year ? 1 : g_date_time_get_month (now),
                                    is_year ? 1 : g_date_time_get_day_of_month (now), 0, 0, 0);
  begin = g_date_time_add_days (midnight, is_year || period == RS_PERIOD_TODAY ? 0 : -days_before[period]);
  return g_date_time_to_unix (begin) * RS_INSTANT_SECOND;
}

void
rs_list_look_clear (RsListLook *self)
{
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->term, g_free);
  g_clear_pointer (&self->rate, g_free);
  g_clear_pointer (&self->country, g_free);
  self->period = RS_PERIOD_ANY;
}

void
rs_list_look_set (RsListLook *self, const RsListLook *other)
{
  g_set_str (&self->search, other->search);
  g_set_str (&self->state, other->state);
  g_set_str (&self->term, other->term);
  g_set_str (&self->rate, other->rate);
  g_set_str (&self->country, other->country);
  self->period = other->period;
}

gboolean
rs_list_look_equal (const RsListLook *a, const RsListLook *b)
{
  return g_strcmp0 (a->search, b->search) == 0 && g_strcmp0 (a->state, b->state) == 0
         && g_strcmp0 (a->term, b->term) == 0 && g_strcmp0 (a->rate, b->rate) == 0
         && g_strcmp0 (a->country, b->country) == 0 && a->period == b->period;
}

gboolean
rs_list_look_is_narrow (const RsListLook *self)
{
  static const RsListLook all = { NULL };

  return !rs_list_look_equal (self, &all);
}

void
rs_list_look_apply (const RsListLook *self, RsQueryList *list)
{
  RsRowFilter filter = { self->state, begin_of (self->period), self->term, self->rate, self->country };

  rs_query_list_set_search (list, self->search);
  rs_query_list_set_filter (list, &filter);
}

static void
saved_look_free (gpointer data)
{
  RsSavedLook *self = data;

  g_free (self->name);
  rs_list_look_clear (&self->look);
  g_free (self);
}

GPtrArray *
rs_saved_looks_new (void)
{
  return g_ptr_array_new_with_free_func (saved_look_free);
}

const RsSavedLook *
rs_saved_looks_find (GPtrArray *saved, const char *name)
{
  for (guint i = 0; i < saved->len; i++)
    if (g_strcmp0 (((RsSavedLook *) g_ptr_array_index (saved, i))->name, name) == 0)
      return g_ptr_array_index (saved, i);
  return NULL;
}

const RsSavedLook *
rs_saved_looks_find_look (GPtrArray *saved, const RsListLook *look)
{
  for (guint i = 0; i < saved->len; i++)
    if (rs_list_look_equal (&((RsSavedLook *) g_ptr_array_index (saved, i))->look, look))
      return g_ptr_array_index (saved, i);
  return NULL;
}

gboolean
rs_saved_looks_put (GPtrArray *saved, const char *name, const RsListLook *look)
{
  g_autofree char *stripped = g_strstrip (g_utf8_make_valid (name, -1));
  g_autofree char *kept = g_utf8_truncate_middle (stripped, RS_SAVED_LOOK_NAME_MOST);
  RsSavedLook *self = (RsSavedLook *) rs_saved_looks_find (saved, kept);

  if (*kept == '\0' || (self == NULL && saved->len >= RS_SAVED_LOOKS_MOST))
    return FALSE;
  if (self == NULL)
    {
      self = g_new0 (RsSavedLook, 1);
      self->name = g_steal_pointer (&kept);
      g_ptr_array_add (saved, self);
    }
  rs_list_look_set (&self->look, look);
  return TRUE;
}

void
rs_saved_looks_remove (GPtrArray *saved, const char *name)
{
  g_ptr_array_remove (saved, (gpointer) rs_saved_looks_find (saved, name));
}

static void
add_part (GVariantBuilder *builder, const char *name, const char *value)
{
  if (value != NULL)
    g_variant_builder_add (builder, "{ss}", name, value);
}

char *
rs_saved_looks_to_text (GPtrArray *saved)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (SAVED_TYPE));
  g_autoptr (GVariant) value = NULL;

  for (guint i = 0; i < saved->len; i++)
    {
      const RsSavedLook *self = g_ptr_array_index (saved, i);
      g_auto (GVariantBuilder) parts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

      add_part (&parts, "search", self->look.search);
      add_part (&parts, "state", self->look.state);
      add_part (&parts, "term", self->look.term);
      add_part (&parts, "rate", self->look.rate);
      add_part (&parts, "country", self->look.country);
      if (self->look.period != RS_PERIOD_ANY)
        add_part (&parts, "period", rs_period_word (self->look.period));
      g_variant_builder_add (&builder, "(sa{ss})", self->name, &parts);
    }
  value = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (value, TRUE);
}

static void
read_look (GVariant *parts, RsListLook *look)
{
  const char *period = NULL;

  g_variant_lookup (parts, "search", "s", &look->search);
  g_variant_lookup (parts, "state", "s", &look->state);
  g_variant_lookup (parts, "term", "s", &look->term);
  g_variant_lookup (parts, "rate", "s", &look->rate);
  g_variant_lookup (parts, "country", "s", &look->country);
  if (g_variant_lookup (parts, "period", "&s", &period))
    look->period = rs_period_from_word (period);
  if (look->state != NULL && rs_words_for_state (look->state) == NULL)
    g_clear_pointer (&look->state, g_free);
}

GPtrArray *
rs_saved_looks_from_text (const char *text)
{
  GPtrArray *saved = rs_saved_looks_new ();
  g_autoptr (GVariant) value
    = text != NULL ? g_variant_parse (G_VARIANT_TYPE (SAVED_TYPE), text, NULL, NULL, NULL) : NULL;

  for (gsize i = 0; value != NULL && i < g_variant_n_children (value); i++)
    {
      g_auto (RsListLook) look = { NULL };
      g_autoptr (GVariant) parts = NULL;
      const char *name;
      g_autoptr (GVariant) entry = g_variant_get_child_value (value, i);

      g_variant_get (entry, "(&s@a{ss})", &name, &parts);
      read_look (parts, &look);
      rs_saved_looks_put (saved, name, &look);
    }
  return saved;
}
