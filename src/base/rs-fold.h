/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text made comparable: lower case, accents off, æ→ae, ø→oe, å→aa (also with further accents, and å as a and
 * ring), ß→ss, every run of anything but letters and digits one space, trimmed. Two texts that people call
 * the same fold alike. Invalid UTF-8 is repaired first, invisible characters (soft hyphens, direction marks)
 * are left out; NULL folds to "". What is folded folds to itself. (transfer full) */
char *rs_fold (const char *text);

/* NULL, nothing, or nothing but spaces and line ends. */
gboolean rs_text_is_blank (const char *text);

/* At most @max_chars characters of @text as valid UTF-8, control and format characters as spaces, with "…"
 * where it was cut: for logs and error texts. (transfer full) */
char *rs_text_excerpt (const char *text, gsize max_chars);

G_END_DECLS
