/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "meter.h"

/* Between two acts a person looks. */
#define PAUSE_MS 60
/* An act that changes nothing to be seen paints no frame. */
#define NO_FRAME_MS 250
/* How often each act is done, and how far the list is scrolled. */
#define ROUNDS  3
#define N_PAGES 150
#define N_LEAPS 100

typedef enum
{
  SEARCH,
  FILTER,
  SORT,
  N_KINDS,
} Kind;

static const char *const kind_names[] = { "search", "filter", "sort" };

typedef struct
{
  Kind kind;
  const char *text;
  guint number;
} Act;

static const Act acts[] = {
  { SEARCH, "a", 0 },          { SEARCH, "an", 0 },      { SEARCH, "anker", 0 },   { SEARCH, "anker mø", 0 },
  { SEARCH, "anker 4711", 0 }, { SEARCH, "nobody", 0 },  { SEARCH, "po 12", 0 },   { SEARCH, "", 0 },
  { FILTER, NULL, 2 },         { FILTER, NULL, 1 },      { FILTER, NULL, 0 },      { SORT, "ascending", 0 },
  { SORT, "descending", 1 },   { SORT, "ascending", 1 }, { SORT, "ascending", 2 }, { SORT, "descending", 6 },
  { SORT, "ascending", 8 },    { SORT, NULL, 0 },
};

static struct
{
  GtkWindow *window;   /* (unowned) */
  GtkColumnView *list; /* (unowned) */
  MeterDone done;
  GString *results; /* (owned) */
  guint next;       /* act or step */
  gboolean scrolling;
  gboolean waits; /* for the frame that shows what the act came to */
  gboolean answered;
  gint64 begun, begun_cpu, answer;
  guint no_frame;
  double value; /* scrolled to */
  GRand *leaps; /* (owned) */
} use;

static void begin_act (gpointer data);
static void begin_step (gpointer data);

static void
add_result (const char *kind, double answer, double shown)
{
  g_string_append_printf (use.results,
                          "%s{\"kind\":\"%s\",\"answer_ms\":%.3f,\"shown_ms\":%.3f,\"items\":%u}",
                          use.results->len > 0 ? "," : "", kind, answer, shown,
                          g_list_model_get_n_items (meter_find_model (use.list)));
}

static void
end_act (void)
{
  const Act *act = &acts[use.next % G_N_ELEMENTS (acts)];
  gint64 now = g_get_monotonic_time ();

  use.waits = FALSE;
  g_clear_handle_id (&use.no_frame, g_source_remove);
  add_result (kind_names[act->kind], (double) (use.answer - use.begun) / 1000,
              (double) (now - use.begun) / 1000);
  use.next++;
  g_timeout_add_once (PAUSE_MS, begin_act, NULL);
}

static void
on_no_frame (gpointer data)
{
  use.no_frame = 0;
  use.waits = FALSE;
  add_result (kind_names[acts[use.next % G_N_ELEMENTS (acts)].kind], (double) (use.answer - use.begun) / 1000,
              (double) (use.answer - use.begun) / 1000);
  use.next++;
  begin_act (NULL);
}

/* The list has its answer, whose rows are told already. */
static void
on_loading (GObject *model, GParamSpec *property, gpointer data)
{
  gboolean loading;

  g_object_get (model, "loading", &loading, NULL);
  if (!use.waits || use.answered || loading)
    return;
  use.answered = TRUE;
  use.answer = g_get_monotonic_time ();
  use.no_frame = g_timeout_add_once (NO_FRAME_MS, on_no_frame, NULL);
}

static GtkColumnViewColumn *
nth_column (guint number)
{
  g_autoptr (GtkColumnViewColumn) column
    = g_list_model_get_item (gtk_column_view_get_columns (use.list), number);

  return column;
}

static void
do_act (const Act *act)
{
  GtkWidget *root = GTK_WIDGET (use.window);

  switch (act->kind)
    {
    case SEARCH:
      gtk_editable_set_text (GTK_EDITABLE (meter_find_widget (root, GTK_TYPE_SEARCH_ENTRY)), act->text);
      break;
    case FILTER:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (meter_find_widget (root, GTK_TYPE_DROP_DOWN)), act->number);
      break;
    case SORT:
      gtk_column_view_sort_by_column (use.list, act->text != NULL ? nth_column (act->number) : NULL,
                                      g_strcmp0 (act->text, "descending") == 0 ? GTK_SORT_DESCENDING
                                                                               : GTK_SORT_ASCENDING);
      break;
    case N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static void
begin_act (gpointer data)
{
  if (use.next == ROUNDS * G_N_ELEMENTS (acts))
    {
      use.done (use.results->str);
      return;
    }
  use.waits = TRUE;
  use.answered = FALSE;
  use.begun = g_get_monotonic_time ();
  do_act (&acts[use.next % G_N_ELEMENTS (acts)]);
}

static void
end_step (void)
{
  double taken = (double) (meter_thread_time () - use.begun_cpu) / 1000;

  use.waits = FALSE;
  add_result (use.next < N_PAGES ? "page" : "leap", taken, taken);
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
  use.waits = TRUE;
  use.begun_cpu = meter_thread_time ();
  gtk_adjustment_set_value (adjustment, use.value);
}

void
meter_use_frame (void)
{
  if (!use.waits)
    return;
  if (use.scrolling)
    end_step ();
  else if (use.answered)
    end_act ();
}

static void
begin (GtkWindow *window, MeterDone done)
{
  use.window = window;
  use.list = meter_find_list (GTK_WIDGET (window));
  use.done = done;
  use.results = g_string_new (NULL);
}

void
meter_use_begin (GtkWindow *window, MeterDone done)
{
  begin (window, done);
  g_signal_connect (meter_find_model (use.list), "notify::loading", G_CALLBACK (on_loading), NULL);
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
