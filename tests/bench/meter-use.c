/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "meter.h"

#include <string.h>

/* Between two acts a person looks. */
#define PAUSE_MS 60
/* An act that changes nothing to be seen paints no frame. */
#define NO_FRAME_MS 250
/* What takes longer never comes. */
#define NEVER_S 20
/* How often each act is done, and how far the list is scrolled. */
#define ROUNDS  3
#define N_PAGES 150
#define N_LEAPS 100

typedef enum
{
  SEARCH,
  FILTER,
  SORT,
  REPLACE,
  N_KINDS,
} Kind;

static const char *const kind_names[] = { "search", "filter", "sort", "replace" };

typedef struct
{
  Kind kind;
  const char *text;
  guint number;
} Act;

static const Act acts[] = {
  { SEARCH, "a", 0 },       { SEARCH, "an", 0 },      { SEARCH, "anker", 0 },    { SEARCH, "anker mø", 0 },
  { SEARCH, "", 0 },        { SEARCH, "4711", 0 },    { SEARCH, "", 0 },         { SEARCH, "po 12", 0 },
  { SEARCH, "", 0 },        { SEARCH, "nobody", 0 },  { SEARCH, "", 0 },         { FILTER, NULL, 2 },
  { FILTER, NULL, 1 },      { FILTER, NULL, 0 },      { SORT, "ascending", 0 },  { SORT, "descending", 1 },
  { SORT, "ascending", 1 }, { SORT, "ascending", 2 }, { SORT, "descending", 5 }, { SORT, "ascending", 7 },
  { SORT, NULL, 0 },
};

/* What can be done with the list of plain labels: other rows come in place of all. */
static const Act plain_acts[] = { { REPLACE, NULL, 1000 }, { REPLACE, NULL, 200 }, { REPLACE, NULL, 5000 } };

static struct
{
  GtkWindow *window;   /* (unowned) */
  GtkColumnView *list; /* (unowned) */
  GListModel *model;   /* (unowned) */
  MeterDone done;
  GString *results; /* (owned) */
  const Act *acts;
  guint n_acts;
  guint next; /* act or step */
  gboolean scrolling;
  gboolean waits; /* for the frame that shows what the act came to */
  /* Monotonic, 0 before: the act, the model's answer, the view's having its rows. */
  gint64 begun, answer, listed;
  gint64 begun_thread, begun_process;
  guint no_frame, never;
  double value; /* scrolled to */
  GRand *leaps; /* (owned) */
} use;

static void begin_act (gpointer data);
static void begin_step (gpointer data);

static void
begin_clock (void)
{
  use.waits = TRUE;
  use.answer = use.listed = 0;
  use.begun_thread = meter_thread_time ();
  use.begun_process = meter_process_time ();
  use.begun = g_get_monotonic_time ();
}

static void
add_result (const char *kind, gint64 shown)
{
  use.waits = FALSE;
  g_string_append_printf (
    use.results,
    "%s{\"kind\":\"%s\",\"answer_ms\":%.3f,\"listed_ms\":%.3f,\"shown_ms\":%.3f,\"thread_ms\":%.3f,\"process_ms\":%.3f,"
    "\"items\":%u}",
    use.results->len > 0 ? "," : "", kind, (double) (use.answer - use.begun) / 1000,
    (double) (use.listed - use.begun) / 1000, (double) (shown - use.begun) / 1000,
    (double) (meter_thread_time () - use.begun_thread) / 1000,
    (double) (meter_process_time () - use.begun_process) / 1000, g_list_model_get_n_items (use.model));
}

static const Act *
this_act (void)
{
  return &use.acts[use.next % use.n_acts];
}

static void
end_act (gint64 shown)
{
  g_clear_handle_id (&use.no_frame, g_source_remove);
  g_clear_handle_id (&use.never, g_source_remove);
  add_result (kind_names[this_act ()->kind], shown);
  use.next++;
  g_timeout_add_once (PAUSE_MS, begin_act, NULL);
}

static void
on_no_frame (gpointer data)
{
  use.no_frame = 0;
  end_act (use.listed);
}

static void
on_never (gpointer data)
{
  g_error ("Nothing came of act %u", use.next);
}

/* Before anything that listens to the model has heard of it. */
static gboolean
on_items_changed (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  if (use.waits && use.answer == 0 && g_value_get_object (&values[0]) == (gpointer) use.model)
    use.answer = g_get_monotonic_time ();
  return TRUE;
}

/* Everything that listens has heard of the answer. */
static void
set_listed (void)
{
  use.listed = g_get_monotonic_time ();
  if (use.answer == 0)
    use.answer = use.listed;
  use.no_frame = g_timeout_add_once (NO_FRAME_MS, on_no_frame, NULL);
}

static void
on_loading (GObject *model, GParamSpec *property, gpointer data)
{
  gboolean loading;

  g_object_get (model, "loading", &loading, NULL);
  if (use.waits && use.listed == 0 && !loading)
    set_listed ();
}

static void
replace_rows (guint n_rows)
{
  g_auto (GStrv) rows = g_new0 (char *, n_rows + 1);

  for (guint i = 0; i < n_rows; i++)
    rows[i] = g_strdup_printf ("Birk Aagesen %u", i + use.next);
  gtk_string_list_splice (GTK_STRING_LIST (use.model), 0, g_list_model_get_n_items (use.model),
                          (const char *const *) rows);
  set_listed ();
}

/* Of those that sort, to be seen or not. (transfer none) */
static GtkColumnViewColumn *
nth_column (guint number)
{
  GListModel *columns = gtk_column_view_get_columns (use.list);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_sorter (column) != NULL && number-- == 0)
        return column;
    }
  g_error ("The list has too few columns that sort");
}

/* As it is typed: to set the text at once is to clear it first, which is a search of its own. */
static void
type (GtkEditable *entry, const char *text)
{
  int position = -1;

  if (*text == '\0')
    gtk_editable_delete_text (entry, 0, -1);
  else
    gtk_editable_insert_text (entry, text + strlen (gtk_editable_get_text (entry)), -1, &position);
}

static void
do_act (const Act *act)
{
  GtkWidget *root = GTK_WIDGET (use.window);

  switch (act->kind)
    {
    case SEARCH:
      type (GTK_EDITABLE (meter_find_widget (root, GTK_TYPE_SEARCH_ENTRY)), act->text);
      break;
    case FILTER:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (meter_find_widget (root, GTK_TYPE_DROP_DOWN)), act->number);
      break;
    case SORT:
      gtk_column_view_sort_by_column (use.list, act->text != NULL ? nth_column (act->number) : NULL,
                                      g_strcmp0 (act->text, "descending") == 0 ? GTK_SORT_DESCENDING
                                                                               : GTK_SORT_ASCENDING);
      break;
    case REPLACE:
      replace_rows (act->number);
      break;
    case N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static void
begin_act (gpointer data)
{
  if (use.next == ROUNDS * use.n_acts)
    {
      use.done (use.results->str);
      return;
    }
  use.never = g_timeout_add_seconds_once (NEVER_S, on_never, NULL);
  begin_clock ();
  do_act (this_act ());
}

static void
end_step (void)
{
  add_result (use.next < N_PAGES ? "page" : "leap", use.begun);
  use.next++;
  g_idle_add_once (begin_step, NULL);
}

static void
begin_step (gpointer data)
{
  GtkAdjustment *adjustment = meter_find_adjustment (use.list);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (use.next == N_PAGES + N_LEAPS)
    {
      use.done (use.results->str);
      return;
    }
  use.value = use.next < N_PAGES
                ? use.value + page * 0.9
                : g_rand_double_range (use.leaps, 0, gtk_adjustment_get_upper (adjustment) - page);
  begin_clock ();
  gtk_adjustment_set_value (adjustment, use.value);
}

void
meter_use_frame (void)
{
  if (!use.waits)
    return;
  if (use.scrolling)
    end_step ();
  else if (use.listed != 0)
    end_act (g_get_monotonic_time ());
}

static void
begin (GtkWindow *window, MeterDone done)
{
  use.window = window;
  use.list = meter_find_list (GTK_WIDGET (window));
  use.model = meter_find_model (use.list);
  use.done = done;
  use.results = g_string_new (NULL);
}

void
meter_use_begin (GtkWindow *window, MeterDone done)
{
  gboolean is_plain;

  begin (window, done);
  is_plain = GTK_IS_STRING_LIST (use.model);
  use.acts = is_plain ? plain_acts : acts;
  use.n_acts = is_plain ? G_N_ELEMENTS (plain_acts) : G_N_ELEMENTS (acts);
  g_signal_add_emission_hook (g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL), 0, on_items_changed, NULL,
                              NULL);
  if (!is_plain)
    g_signal_connect (use.model, "notify::loading", G_CALLBACK (on_loading), NULL);
  begin_act (NULL);
}

void
meter_scroll_begin (GtkWindow *window, MeterDone done)
{
  begin (window, done);
  use.scrolling = TRUE;
  use.leaps = g_rand_new_with_seed (1);
  begin_step (NULL);
}
