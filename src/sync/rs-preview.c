/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"

/* Nobody waits longer for a preview than this takes; it says so when there are more. */
#define MAX_CASES 5000
/* So many numbers of each part are told. */
#define MAX_NUMBERS 50

G_DEFINE_BOXED_TYPE (RsPreview, rs_preview, rs_preview_ref, rs_preview_unref)

static void
part_free (gpointer data)
{
  RsPreviewPart *self = data;

  g_free (self->word);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

static RsPreview *
preview_new (void)
{
  RsPreview *self = g_atomic_rc_box_new0 (RsPreview);

  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

RsPreview *
rs_preview_ref (RsPreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
preview_clear (gpointer data)
{
  RsPreview *self = data;

  g_ptr_array_unref (self->parts);
}

void
rs_preview_unref (RsPreview *self)
{
  g_atomic_rc_box_release_full (self, preview_clear);
}

guint
rs_preview_count (const RsPreview *self, RsPreviewWhat what)
{
  guint count = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const RsPreviewPart *part = g_ptr_array_index (self->parts, i);

      count += part->what == what ? part->n_orders : 0;
    }
  return count;
}

static RsPreviewPart *
find_part (RsPreview *self, RsPreviewWhat what, const char *word)
{
  RsPreviewPart *part;

  for (guint i = 0; i < self->parts->len; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if (part->what == what && g_str_equal (part->word, word))
        return part;
    }
  part = g_new0 (RsPreviewPart, 1);
  part->what = what;
  part->word = g_strdup (word);
  part->numbers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->parts, part);
  return part;
}

static void
count (RsPreview *self, RsPreviewWhat what, const char *word, const RsCaseRow *row)
{
  RsPreviewPart *part = find_part (self, what, word);

  part->n_orders++;
  if (part->numbers->len < MAX_NUMBERS && row->number != NULL)
    g_ptr_array_add (part->numbers, g_strdup (row->number));
}

/* An order is counted once: what stops it comes before what would be done. */
static void
add_plan (RsPreview *self, const RsPlan *plan)
{
  const char *state = plan->row->state != NULL ? plan->row->state : "";

  self->n_looked++;
  if (plan->problems->len > 0)
    count (self, RS_PREVIEW_HELD, ((RsProblem *) g_ptr_array_index (plan->problems, 0))->code, plan->row);
  else if (plan->steps->len > 0)
    count (self, RS_PREVIEW_DONE, ((RsStep *) g_ptr_array_index (plan->steps, 0))->kind, plan->row);
  else if (g_str_equal (state, RS_CASE_STATE_NOT_WANTED) && plan->row->next != NULL)
    count (self, RS_PREVIEW_STAYS, plan->row->next, plan->row);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const RsPreviewPart *left = *(RsPreviewPart *const *) a, *right = *(RsPreviewPart *const *) b;

  if (left->what != right->what)
    return left->what < right->what ? -1 : 1;
  if (left->n_orders != right->n_orders)
    return left->n_orders > right->n_orders ? -1 : 1;
  return g_strcmp0 (left->word, right->word);
}

typedef struct
{
  RsEngine *engine;    /* (owned) */
  RsStoreFunc change;  /* (nullable) */
  gpointer data;       /* (owned) (nullable) */
  GDestroyNotify free; /* (nullable) */
  RsInstant now;
  RsPreview *preview; /* (owned) (nullable) when it was made */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  g_object_unref (self->engine);
  if (self->free != NULL)
    self->free (self->data);
  g_clear_pointer (&self->preview, rs_preview_unref);
  g_free (self);
}

static gboolean
plan_case (RsDb *db, const char *case_key, const RsPolicy *policy, RsInstant now, RsPreview *preview,
           GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsCase) subject = rs_case_load (db, case_key, &failure);
  g_autoptr (RsPlan) plan = NULL;

  if (subject == NULL)
    {
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  plan = rs_plan_case (subject, policy, now);
  add_plan (preview, plan);
  return TRUE;
}

static RsPreview *
look (RsDb *db, const Looking *self, GError **error)
{
  g_autoptr (RsPreview) preview = preview_new ();
  g_autoptr (RsPolicy) policy = NULL;
  g_autoptr (GPtrArray) case_keys = NULL;

  if ((self->change != NULL && !self->change (db, self->data, error)) || !rs_cases_mark_all_dirty (db, error)
      || !rs_links_count (db, &preview->n_crossed, error))
    return NULL;
  policy = rs_policy_load (db, error);
  case_keys = policy != NULL ? rs_cases_list_dirty (db, self->now, MAX_CASES + 1, error) : NULL;
  if (case_keys == NULL)
    return NULL;
  preview->is_partial = case_keys->len > MAX_CASES;
  for (guint i = 0; i < MIN (case_keys->len, MAX_CASES); i++)
    if (!plan_case (db, g_ptr_array_index (case_keys, i), policy, self->now, preview, error))
      return NULL;
  g_ptr_array_sort (preview->parts, compare_parts);
  return g_steal_pointer (&preview);
}

/* Never returns TRUE: whatever was changed to look is rolled back. */
static gboolean
look_and_roll_back (RsDb *db, gpointer data, GError **error)
{
  Looking *self = data;

  self->preview = look (db, self, error);
  if (self->preview != NULL)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_CANCELLED, "This was a preview");
  return FALSE;
}

static DexFuture *
look_fiber (gpointer data)
{
  Looking *self = data;
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PREVIEW, &error))
    return dex_future_new_for_error (error);
  self->now = rs_clock_now (pass.clock);
  rs_store_write (pass.store, look_and_roll_back, self, RS_DURABLE_EVENTUALLY, &error);
  if (self->preview == NULL)
    return dex_future_new_for_error (error);
  g_clear_error (&error);
  return dex_future_new_take_boxed (RS_TYPE_PREVIEW, g_steal_pointer (&self->preview));
}

DexFuture *
rs_engine_preview (RsEngine *self, RsStoreFunc change, gpointer data, GDestroyNotify destroy)
{
  Looking *looking;

  dex_return_error_if_fail (RS_IS_ENGINE (self));

  looking = g_new0 (Looking, 1);
  looking->engine = g_object_ref (self);
  looking->change = change;
  looking->data = data;
  looking->free = destroy;
  return dex_scheduler_spawn (NULL, 0, look_fiber, looking, looking_free);
}
