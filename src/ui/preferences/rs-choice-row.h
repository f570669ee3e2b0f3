/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a choice of rs-policy-choices.h is called for people. */
typedef struct
{
  const char *name;
  RsDirection direction; /* where it means something; RS_DIRECTION_NONE for both */
  const char *title;     /* English */
  const char *labels[6]; /* English, one a word of the choice in its order; none for what is written */
} RsChoiceWords;

/* All that are shown one a row, in order; ends with a NULL name. */
const RsChoiceWords *rs_choice_words (void);

/* The filters that are written; likewise. */
const RsChoiceWords *rs_choice_filters (void);

/* A row that shows and chooses one of them of @set_up: a list of its words, or an entry. (transfer floating)
 */
GtkWidget *rs_choice_row_new (RsSetUp *set_up, const RsChoiceWords *words);
/* The same for what is written where nothing takes effect before it is looked at: it is chosen as it is
 * typed. (transfer floating) */
GtkWidget *rs_choice_row_new_filter (RsSetUp *set_up, const RsChoiceWords *words);

G_END_DECLS
