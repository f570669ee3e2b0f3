/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  RS_LIST_PROBLEMS,
  RS_LIST_ACTIVITY,
} RsListKind;

/* The problem inbox or the activity: entries of words, newest knowledge of the local copy. */
#define RS_TYPE_LIST_PAGE (rs_list_page_get_type ())
G_DECLARE_FINAL_TYPE (RsListPage, rs_list_page, RS, LIST_PAGE, AdwBin)

GtkWidget *rs_list_page_new (RsWorkspace *workspace, RsListKind kind);

G_END_DECLS
