/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One topic of the help, in the window's language. Its links activate the action "help.show" with a topic. */
#define RS_TYPE_HELP_PAGE (rs_help_page_get_type ())
G_DECLARE_FINAL_TYPE (RsHelpPage, rs_help_page, RS, HELP_PAGE, AdwNavigationPage)

/* @topic is a file's name without its ending. (transfer none) (nullable) when there is no such topic */
RsHelpPage *rs_help_page_new (const char *topic);
/* Brings the heading with this id to the top of what is seen, once it is there to be seen; the page's own top
 * with NULL. */
void rs_help_page_show_heading (RsHelpPage *self, const char *anchor);
/* The topic's title. (transfer full) (nullable) when there is no such topic */
char *rs_help_topic_dup_title (const char *topic);

G_END_DECLS
