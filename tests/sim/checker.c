/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "checker.h"

#include "rs-cases.h"
#include "rs-country.h"
#include "rs-records.h"

#include <string.h>

void
judge_finds (Judge *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->broken, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
passes_filters (Judge *self, const Entry *entry)
{
  const RsPolicy *policy = self->given->policy;
  gint64 term = (gint64) books_number (entry->order, "delivery_terms_id"),
         customer = (gint64) books_number (entry->order, "customer_id");
  const char *named = books_text (books_object (entry->order, "delivery_address"), "country"),
             *code = named != NULL ? rs_country_lookup (named) : NULL;
  const gint64 *group = g_hash_table_lookup (self->books->groups, &customer);

  if (policy->filter_terms != NULL && !g_hash_table_contains (policy->filter_terms, &term))
    return FALSE;
  if (policy->filter_countries != NULL
      && (code == NULL || !g_hash_table_contains (policy->filter_countries, code)))
    return FALSE;
  if (policy->filter_groups != NULL
      && (group == NULL || !g_hash_table_contains (policy->filter_groups, group)))
    return FALSE;
  return !policy->ready_only || books_flag (entry->order, "is_ready_for_shipping");
}

gboolean
judge_is_wanted (Judge *self, const Entry *entry)
{
  const RsPolicy *policy = self->given->policy;
  RsInstant made;

  if (books_flag (entry->order, "is_cancelled") || books_flag (entry->order, "is_archived")
      || books_flag (entry->order, "is_shipped"))
    return FALSE;
  if (!books_flag (entry->order, "is_booked") && !policy->with_drafts)
    return FALSE;
  if (policy->start != RS_INSTANT_NONE
      && (!rs_instant_parse (books_text (entry->order, "created_at"), NULL, &made, NULL)
          || made < policy->start))
    return FALSE;
  return passes_filters (self, entry);
}

/* What stands between states, and what waits. */
static gboolean
read_steps (RsDb *db, Judge *self, const char *case_key, GError **error)
{
  g_autoptr (GPtrArray) steps = rs_journal_of_case (db, case_key, error);

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (steps, i);

      if (step->state == RS_STEP_WAITING && step->due_at != RS_INSTANT_NONE)
        judge_note_wait (self, case_key);
      else if ((step->state == RS_STEP_DOUBTFUL || step->state == RS_STEP_WAITING)
               && judge_is_told (self, case_key, JUDGE_PROBLEM))
        continue; /* a person was asked */
      else if (rs_step_is_open (step))
        judge_finds (self, "nothing silent: step %s is left %s (%s)", step->key,
                     rs_step_state_name (step->state), step->error != NULL ? step->error : "no error");
    }
  return steps != NULL;
}

static gboolean
read_case (RsDb *db, Judge *self, RsCaseRow *row, GError **error)
{
  g_autoptr (GPtrArray) problems = rs_problems_of_case (db, row->key, error);

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    judge_note_problem (self, g_ptr_array_index (problems, i), row->key);
  g_hash_table_insert (self->rows, row->key, rs_case_row_ref (row));
  return read_steps (db, self, row->key, error);
}

static gboolean
read_store (RsDb *db, gpointer data, GError **error)
{
  Judge *self = data;
  g_autoptr (GPtrArray) rows = rs_cases_search (db, NULL, 0, error);
  g_autoptr (GPtrArray) problems = rows != NULL ? rs_problems_list (db, NULL, error) : NULL;

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!read_case (db, self, g_ptr_array_index (rows, i), error))
      return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      RsProblem *problem = g_ptr_array_index (problems, i);

      g_hash_table_add (self->codes, g_strdup (problem->code));
      if (problem->text == NULL || *problem->text == '\0' || problem->remedies == NULL
          || problem->remedies[0] == NULL)
        judge_finds (self, "nothing silent: the problem %s of %s has no reason or no remedy", problem->code,
                     problem->subject);
      if (g_str_equal (problem->code, RS_PROBLEM_OFFLINE)
          || g_str_equal (problem->code, RS_PROBLEM_KEY_REFUSED))
        judge_finds (self, "solved problems leave by themselves: %s of %s stands though both services answer",
                     problem->code, problem->subject);
    }
  return TRUE;
}

static gint64
number_in (const char *subject)
{
  while (*subject != '\0' && !g_ascii_isdigit (*subject))
    subject++;
  return g_ascii_strtoll (subject, NULL, 10);
}

static const Entry *
find_entry (Judge *self, const char *key)
{
  for (guint i = 0; i < self->books->entries->len; i++)
    if (g_str_equal (((Entry *) g_ptr_array_index (self->books->entries, i))->key, key))
      return g_ptr_array_index (self->books->entries, i);
  return NULL;
}

static gboolean
is_booked_in_part (const Entry *entry)
{
  for (guint i = 0; entry != NULL && i < entry->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (entry->parcels, i);

      if (parcel->shipments->len > 0 && !g_str_equal (parcel->status, "dispatched"))
        return TRUE;
    }
  return FALSE;
}

/* What the auditor cannot know, and we do: what left Rackbeat by hand need not cross any more; where
 * shipments cross, an order without one has nothing to cross; what was booked in Webshipper is not marked
 * there for having been shipped in Rackbeat (PRODUCT F4.9); and what a person added in Rackbeat to an order
 * of Webshipper's has no parcel. */
static gboolean
is_ours_to_judge (Judge *self, const char *key, const char *kind)
{
  const Entry *entry = find_entry (self, key);

  if (g_str_equal (kind, "order"))
    return self->given->policy->trigger == RS_TRIGGER_SHIPMENT;
  if (g_str_equal (kind, "shipped"))
    return is_booked_in_part (entry)
           || (self->given->policy->direction == RS_DIRECTION_WS_TO_RB
               && g_hash_table_contains (self->given->rewritten, key));
  if (!g_str_equal (kind, "quantity"))
    return FALSE;
  for (guint i = 0; entry != NULL && i < entry->shipments->len; i++)
    if (books_flag (g_ptr_array_index (entry->shipments, i), "is_shipped"))
      return TRUE;
  return FALSE;
}

/* The case that the auditor speaks of. (transfer full) */
static char *
case_of (Judge *self, const char *subject)
{
  gint64 number = number_in (subject);

  if (self->given->policy->direction == RS_DIRECTION_WS_TO_RB && g_str_has_prefix (subject, "webshipper"))
    return g_strdup_printf ("ws-order/%" G_GINT64_FORMAT, number);
  for (guint i = 0; i < self->books->entries->len; i++)
    if (((Entry *) g_ptr_array_index (self->books->entries, i))->number == number)
      return g_strdup (((Entry *) g_ptr_array_index (self->books->entries, i))->key);
  return g_strdup_printf ("rb-order/%" G_GINT64_FORMAT, number);
}

static JudgeTopics
topic_of (const char *kind)
{
  if (g_str_equal (kind, "order"))
    return JUDGE_ABSENT | JUDGE_WITHDRAWN;
  if (g_str_equal (kind, "shipped"))
    return JUDGE_SHIPPED | JUDGE_WITHDRAWN;
  return g_str_equal (kind, "tracking") ? JUDGE_TRACKING : JUDGE_ALL;
}

/* The auditor's word is final on what is doubled. What is lost or contradicted may be explained to a person
 * by a problem of the order. */
static void
judge_audit (Judge *self)
{
  static const char *const kinds[] = { "duplicates", "lost", "contradictions" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonArray *findings = books_list (self->given->audit, kinds[i]);

      for (guint j = 0; j < json_array_get_length (findings); j++)
        {
          JsonObject *finding = json_array_get_object_element (findings, j);
          const char *subject = books_text (finding, "subject");
          g_autofree char *key = case_of (self, subject);

          /* Rackbeat let people put goods on two open shipments. */
          if (g_str_equal (books_text (finding, "kind"), "shipment")
              && g_hash_table_contains (self->given->by_hand, key))
            continue;
          if (i == 0
              || !(judge_is_told (self, key, topic_of (books_text (finding, "kind")))
                   || is_ours_to_judge (self, key, books_text (finding, "kind"))))
            judge_finds (self, "%s: %s %s: %s", i == 0 ? "nothing doubled" : "nothing lost or contradicted",
                         books_text (finding, "kind"), subject, books_text (finding, "text"));
        }
    }
}

static void
judge_secrets (Judge *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->given->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->given->folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (!g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      for (guint i = 0; self->given->secrets[i] != NULL; i++)
        if (memmem (bytes, length, self->given->secrets[i], strlen (self->given->secrets[i])) != NULL)
          judge_finds (self, "no secret is stored: %s holds a key", name);
    }
}

/* FALSE with the reason among what is broken. */
static gboolean
begin (Judge *self, const Judgement *given, Books *books)
{
  g_autoptr (GError) error = NULL;

  *self = (Judge) { given, books };
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rs_case_row_unref);
  self->excused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->broken = g_ptr_array_new_with_free_func (g_free);
  judge_note_left (self);
  if (rs_store_read (given->store, read_store, self, &error))
    return TRUE;
  judge_finds (self, "the database can be read: %s", error->message);
  return FALSE;
}

/* (transfer full): what was found. */
static GPtrArray *
end (Judge *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->excused);
  g_hash_table_unref (self->codes);
  return self->broken;
}

GPtrArray *
judge (const Judgement *given)
{
  g_autoptr (Books) books = books_open (given->world);
  Judge self;

  if (begin (&self, given, books))
    {
      judge_audit (&self);
      if (given->policy->direction == RS_DIRECTION_WS_TO_RB)
        judge_inbound (&self);
      else
        judge_crossing (&self);
      judge_shipping (&self);
      judge_records (&self);
      judge_secrets (&self);
    }
  return end (&self);
}

GPtrArray *
judge_reading (const Judgement *given)
{
  g_autoptr (Books) books = books_open (given->world);
  Judge self;

  if (begin (&self, given, books))
    {
      g_ptr_array_set_size (self.broken, 0);
      judge_known (&self);
    }
  return end (&self);
}
