/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One page of the assistant: a heading, a sentence of what it is for, what is to be done, and the button that
 * goes on, which activates "assistant.next". */
#define RS_TYPE_STEP_PAGE (rs_step_page_get_type ())
G_DECLARE_FINAL_TYPE (RsStepPage, rs_step_page, RS, STEP_PAGE, AdwNavigationPage)

/* @tag names the page. (transfer floating) */
RsStepPage *rs_step_page_new (const char *tag, const char *title, const char *text, GtkWidget *content);
/* (transfer none) */
GtkWidget *rs_step_page_get_content (RsStepPage *self);
void rs_step_page_set_complete (RsStepPage *self, gboolean complete);
/* What the button is called; "_Next" unless set. */
void rs_step_page_set_next_label (RsStepPage *self, const char *label);
/* A page that has its own ways on. */
void rs_step_page_hide_next (RsStepPage *self);

G_END_DECLS
