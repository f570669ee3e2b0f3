/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/* One thing to choose: what is shown and what it stands for. */
typedef struct
{
  char *value;  /* (owned) */
  char *title;  /* (owned) */
  char *detail; /* (owned) (nullable) */
} RsChoice;

/* (element-type RsChoice) (transfer full) */
GPtrArray *rs_choices_new (void);
void rs_choices_add (GPtrArray *choices, const char *value, const char *title, const char *detail);
/* By title, as the user's language sorts. */
void rs_choices_sort (GPtrArray *choices);

/* A dialog that lets one of many be chosen, with a search over titles and details. */
#define RS_TYPE_CHOOSE_DIALOG (rs_choose_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsChooseDialog, rs_choose_dialog, RS, CHOOSE_DIALOG, AdwDialog)

/* Asks above @parent. @other (nullable): what is typed may be chosen too, and is then called so: "Another
 * item number". Resolves to the chosen value, a string; rejects with RS_ERROR_CANCELLED when it is closed
 * without a choice. @choices (element-type RsChoice). */
DexFuture *rs_choose (GtkWidget *parent, const char *title, const char *text, GPtrArray *choices,
                      const char *other);

G_END_DECLS
