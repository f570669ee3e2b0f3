/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "story.h"

G_BEGIN_DECLS

/* Tells a story: both services, the desk, its database and its engine in this one thread and in virtual time,
 * and judges how it ends. Telling a story again gives the same, step for step. */
typedef struct
{
  GPtrArray *broken; /* (owned) (element-type utf8) promises that were broken */
  guint requests;
  guint lives;  /* how many times the program was started */
  char *digest; /* (owned) of every request, in order, with its time */
  char *log;    /* (owned) (nullable) every request, for people */
} Ending;

Ending *stage_tell (const Story *story, gboolean with_log);
void ending_free (Ending *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

/* "name=value" of every switch of the sandbox that a story may set. (element-type utf8) (transfer full) */
GPtrArray *stage_list_positions (void);

G_END_DECLS
