/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A meter that is loaded into a GTK program (LD_PRELOAD), measures its window from within and ends it. The
 * program knows nothing of it, so that the real window and the references are measured by the same means.
 *
 *   RS_METER=empty    until the first frame
 *   RS_METER=open     until the first frame with rows of a list
 *   RS_METER=use      then searches, filters and sorts the list
 *   RS_METER=scroll   then scrolls the list, page by page and in leaps
 *   RS_METER=watch    how long the main loop was busy at a time from then on, until SIGTERM
 *
 * RS_METER_START is when the program was started, in microseconds of the monotonic clock; RS_METER_OUT is the
 * file that gets the result as JSON; RS_METER_STACKS (nullable) a file that gets where the main loop was each
 * time it had been busy for 8 ms. */

/* The processor time of this thread and of all threads, in microseconds. */
gint64 meter_thread_time (void);
gint64 meter_process_time (void);

/* meter-loop.c: from now on, the main loop's spans between two polls are noted. */
void meter_loop_begin (void);
/* Forgets the spans so far. */
void meter_loop_forget (void);
/* The spans as the members of a JSON object. (transfer full) */
char *meter_loop_describe (void);

/* meter-widgets.c: the first such widget that is on screen. (transfer none) (nullable) */
GtkColumnView *meter_find_list (GtkWidget *root);
GtkWidget *meter_find_widget (GtkWidget *root, GType type);
/* How many rows and columns of @list are on screen. */
guint meter_count_rows (GtkColumnView *list);
guint meter_count_columns (GtkColumnView *list);
/* The model behind the selection. (transfer none) */
GListModel *meter_find_model (GtkColumnView *list);
GtkAdjustment *meter_find_adjustment (GtkColumnView *list);

/* meter-use.c: use @window's list as a person does; then @done gets what came of it, the elements of a JSON
 * array. */
typedef void (*MeterDone) (const char *results);
void meter_use_begin (GtkWindow *window, MeterDone done);
void meter_scroll_begin (GtkWindow *window, MeterDone done);
/* A frame has been painted. */
void meter_use_frame (void);

G_END_DECLS
