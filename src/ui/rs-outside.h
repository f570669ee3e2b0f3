/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What other people wrote, made fit for a place in the window: control characters and characters that turn
 * the direction of what follows are left out, and what is far longer than any name is cut with "…", because
 * GTK lays out a row of ten thousand letters for minutes. It is for showing only: what is written to a
 * service is never touched by it. */

/* As one line: line breaks and tabs are spaces. What runs from right to left is kept to itself, so that it
 * does not turn round what stands beside it. @text (nullable) (transfer full) */
char *rs_outside_line (const char *text);
/* Of several lines, which are kept. @text (nullable) (transfer full) */
char *rs_outside_block (const char *text);

G_END_DECLS
