/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-activity-find.h"

#include "rs-csv.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-format.h"
#include "rs-phrases.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

/* How much is looked at before the window breathes. */
#define BATCH 200

const char *
rs_activity_who (const RsActivity *activity)
{
  return g_strcmp0 (activity->who, "person") == 0 ? _ ("by hand") : _ ("by the sync");
}

static const char *
result_of (const RsActivity *activity)
{
  return rs_words_label (rs_words_for_result (activity->result), activity->result);
}

/* "1042" of "rb-order/1042". */
static const char *
number_of (const RsActivity *activity)
{
  const char *slash = activity->case_key != NULL ? strrchr (activity->case_key, '/') : NULL;

  return slash != NULL ? slash + 1 : "";
}

static gboolean
is_found (const RsActivity *activity, const char *const *words)
{
  g_autofree char *what = rs_phrase_translate (activity->what);
  g_autofree char *detail = rs_phrase_translate (activity->detail);
  g_autofree char *text = g_strjoin (" ", what, result_of (activity), rs_activity_who (activity),
                                     number_of (activity), detail, NULL);
  g_autofree char *folded = rs_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

typedef struct
{
  RsStore *store;            /* (owned) */
  RsClock *clock;            /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  RsActivityKind kind;
  GStrv words; /* (owned) folded */
  guint most;
  gint64 before;    /* the last one looked at */
  guint n_read;     /* in this batch */
  GPtrArray *found; /* (owned) (element-type RsActivity) */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_clear_object (&self->cancellable);
  g_strfreev (self->words);
  g_ptr_array_unref (self->found);
  g_free (self);
}

/* The language is not the database's: what is read is looked at here. */
static gboolean
find_batch (RsDb *db, gpointer data, GError **error)
{
  Search *self = data;
  g_autoptr (GPtrArray) batch = rs_activity_list_before (db, self->before, self->kind, BATCH, error);

  if (batch == NULL)
    return FALSE;
  self->n_read = batch->len;
  g_ptr_array_set_free_func (batch, NULL);
  for (guint i = 0; i < batch->len; i++)
    {
      RsActivity *activity = g_ptr_array_index (batch, i);

      self->before = activity->id;
      if ((self->most == 0 || self->found->len < self->most)
          && is_found (activity, (const char *const *) self->words))
        g_ptr_array_add (self->found, activity);
      else
        rs_activity_free (activity);
    }
  return TRUE;
}

static DexFuture *
find_fiber (gpointer data)
{
  Search *self = data;
  GError *error = NULL;

  do
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        return dex_future_new_reject (RS_ERROR, RS_ERROR_CANCELLED, "Something else is searched for");
      if (!rs_store_read (self->store, find_batch, self, &error))
        return dex_future_new_for_error (error);
      if (self->n_read == BATCH)
        dex_await (rs_clock_sleep (self->clock, 0), NULL);
    }
  while (self->n_read == BATCH && (self->most == 0 || self->found->len < self->most));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (self->found));
}

DexFuture *
rs_activity_find (RsSession *session, RsActivityKind kind, const char *search, guint most,
                  GCancellable *cancellable)
{
  g_autofree char *folded = rs_fold (search);
  Search *asked;

  dex_return_error_if_fail (RS_IS_SESSION (session));

  asked = g_new0 (Search, 1);
  asked->store = g_object_ref (rs_session_get_store (session));
  asked->clock = g_object_ref (rs_workspace_get_clock (rs_session_get_workspace (session)));
  asked->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  asked->kind = kind;
  asked->words = g_strsplit (folded, " ", 0);
  asked->most = most;
  asked->found = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_activity_free);
  return dex_scheduler_spawn (NULL, 0, find_fiber, asked, search_free);
}

char *
rs_activity_to_csv (GPtrArray *happened)
{
  char separator = rs_csv_separator (localeconv ()->decimal_point);
  GString *csv = rs_csv_new ();
  const char *const heads[]
    = { _ ("When"), _ ("Order"), _ ("What"), _ ("Result"), _ ("Who"), _ ("Details"), NULL };

  rs_csv_add_row (csv, separator, heads);
  for (guint i = 0; i < happened->len; i++)
    {
      const RsActivity *activity = g_ptr_array_index (happened, i);
      /* With the date, whatever the day. */
      g_autofree char *when = rs_format_moment (activity->at, 0);
      g_autofree char *what = rs_phrase_translate (activity->what);
      g_autofree char *detail = rs_phrase_translate (activity->detail);
      const char *const cells[] = { when,
                                    number_of (activity),
                                    what,
                                    result_of (activity),
                                    rs_activity_who (activity),
                                    detail != NULL ? detail : "",
                                    NULL };

      rs_csv_add_row (csv, separator, cells);
    }
  return g_string_free (csv, FALSE);
}
