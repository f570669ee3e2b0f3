/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-print.h"

#include "rs-agreement-report.h"
#include "rs-words.h"

#include <glib/gi18n.h>

/* Points. */
#define SIZE_TITLE 16
#define SIZE_TEXT  9
#define GAP        4.0
/* Between two turns of paginating the window breathes. */
#define ROWS_A_TURN 100

typedef enum
{
  COLUMN_ORDER,
  COLUMN_CUSTOMER,
  COLUMN_RESULT,
  COLUMN_WORDS,
  N_COLUMNS,
} Column;

/* Shares of the page's width. */
static const double column_widths[N_COLUMNS] = { 0.12, 0.26, 0.14, 0.48 };

typedef struct
{
  GtkWidget *widget;      /* (owned) */
  RsAgreement *agreement; /* (owned) */
  GArray *rows;           /* (owned) (element-type guint) */
  GArray *page_starts;    /* (owned) (element-type guint) the first row of each page */
  guint next;             /* the row to be placed next */
  double y;               /* where it would be */
} Printing;

static void
printing_free (gpointer data, GClosure *closure)
{
  Printing *self = data;

  g_object_unref (self->widget);
  rs_agreement_unref (self->agreement);
  g_array_unref (self->rows);
  g_array_unref (self->page_starts);
  g_free (self);
}

static PangoLayout *
make_layout (GtkPrintContext *context, const char *text, int size, gboolean bold, double width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, "Sans");
  pango_font_description_set_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* Writes the text, unless @cr is NULL, and gives its height. */
static double
write_text (GtkPrintContext *context, cairo_t *cr, const char *text, int size, gboolean bold, double x,
            double y, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (context, text, size, bold, width);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  if (cr != NULL)
    {
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, layout);
    }
  return (double) height / PANGO_SCALE;
}

static double
write_cells (GtkPrintContext *context, cairo_t *cr, const char *const *cells, gboolean bold, double y)
{
  double page = gtk_print_context_get_width (context);
  double x = 0, tallest = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      double width = page * column_widths[i];

      tallest = MAX (tallest, write_text (context, cr, cells[i], SIZE_TEXT, bold, x, y, width - GAP));
      x += width;
    }
  return tallest + GAP;
}

static double
write_row (const Printing *self, GtkPrintContext *context, cairo_t *cr, guint index, double y)
{
  const RsAgreementRow *row
    = g_ptr_array_index (self->agreement->rows, g_array_index (self->rows, guint, index));
  g_autofree char *words = rs_agreement_row_describe (row);
  const char *const cells[N_COLUMNS] = { row->number, row->customer != NULL ? row->customer : "",
                                         rs_words_label (rs_words_for_verdict (row->verdict), NULL), words };

  return write_cells (context, cr, cells, FALSE, y);
}

static double
write_line (const Printing *self, GtkPrintContext *context, cairo_t *cr, const char *text, int size,
            gboolean bold, double y)
{
  return y + GAP + write_text (context, cr, text, size, bold, 0, y, gtk_print_context_get_width (context));
}

static double
write_totals (const Printing *self, GtkPrintContext *context, cairo_t *cr, double y)
{
  g_autoptr (GString) totals = g_string_new (NULL);

  for (guint i = 0; i < RS_N_VERDICTS; i++)
    g_string_append_printf (totals, "%s%s: %u", i > 0 ? "   " : "",
                            rs_words_label (rs_words_for_verdict (i), NULL), self->agreement->counts[i]);
  return write_line (self, context, cr, totals->str, SIZE_TEXT, FALSE, y) + GAP;
}

/* What stands above the rows: all of it on the first page, only the columns' names on the others. */
static double
write_head (const Printing *self, GtkPrintContext *context, cairo_t *cr, gboolean is_first)
{
  const char *const heads[N_COLUMNS] = { _ ("Order"), _ ("Customer"), _ ("Result"), _ ("Why and where") };
  /* Paper is read on other days: with the date. */
  g_autofree char *period = rs_agreement_describe_period (self->agreement, 0);
  g_autofree char *result = rs_agreement_describe_result (self->agreement);
  double y = 0;

  if (is_first)
    {
      y = write_line (self, context, cr, _ ("Agreement between Rackbeat and Webshipper"), SIZE_TITLE, TRUE,
                      y);
      y = write_line (self, context, cr, period, SIZE_TEXT, FALSE, y);
      y = write_line (self, context, cr, result, SIZE_TEXT, TRUE, y);
      y = write_totals (self, context, cr, y);
    }
  return y + write_cells (context, cr, heads, TRUE, y) + GAP;
}

static void
on_begin (Printing *self)
{
  guint none = 0;

  g_array_set_size (self->page_starts, 0);
  g_array_append_val (self->page_starts, none);
  self->next = 0;
  self->y = -1;
}

/* Some rows a turn: TRUE when all have their page. */
static gboolean
on_paginate (Printing *self, GtkPrintContext *context, GtkPrintOperation *operation)
{
  double height = gtk_print_context_get_height (context);
  guint end = MIN (self->next + ROWS_A_TURN, self->rows->len);

  if (self->y < 0)
    self->y = write_head (self, context, NULL, TRUE);
  for (; self->next < end; self->next++)
    {
      double needed = write_row (self, context, NULL, self->next, 0);

      if (self->y + needed > height
          && self->next > g_array_index (self->page_starts, guint, self->page_starts->len - 1))
        {
          g_array_append_val (self->page_starts, self->next);
          self->y = write_head (self, context, NULL, FALSE);
        }
      self->y += needed;
    }
  if (self->next < self->rows->len)
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) self->page_starts->len);
  return TRUE;
}

static void
on_draw_page (Printing *self, GtkPrintContext *context, int page)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  guint from = g_array_index (self->page_starts, guint, page);
  guint to = (guint) page + 1 < self->page_starts->len ? g_array_index (self->page_starts, guint, page + 1)
                                                       : self->rows->len;
  double y = write_head (self, context, cr, page == 0);

  for (guint i = from; i < to; i++)
    y += write_row (self, context, cr, i, y);
}

static void
on_done (Printing *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  words = g_strdup_printf (_ ("It was not printed: %s"), error != NULL ? error->message : "?");
  gtk_widget_activate_action (self->widget, "win.say", "s", words);
}

void
rs_agreement_print (GtkWidget *widget, RsAgreement *agreement, GArray *rows)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = rs_agreement_dup_file_name (agreement);
  Printing *printing = g_new0 (Printing, 1);

  *printing = (Printing) { .widget = g_object_ref (widget),
                           .agreement = rs_agreement_ref (agreement),
                           .rows = g_array_ref (rows),
                           .page_starts = g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (on_begin), printing);
  g_signal_connect_swapped (operation, "paginate", G_CALLBACK (on_paginate), printing);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (on_draw_page), printing);
  /* Ends with the operation. */
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done), printing, printing_free, G_CONNECT_SWAPPED);
  gtk_print_operation_set_job_name (operation, _ ("Agreement"));
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), NULL);
}
