/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>
#include "rs-instant.h"

G_BEGIN_DECLS

/* Back-ups of the profile's database: whole copies in the folder "backups" beside it, made once a day and
 * before the schema changes. The newest RS_BACKUP_KEPT stay. A copy gets its name only when it is whole and
 * on the disk, so that whatever has a name can be restored. */

#define RS_BACKUP_KEPT 7

typedef struct
{
  char *name;        /* (owned) "20260928-081407.db" */
  RsInstant made_at; /* by its name */
} RsBackup;
void rs_backup_free (RsBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsBackup, rs_backup_free)

/* Those of the database at @path, newest first; empty when there are none. (element-type RsBackup) (transfer
 * full)
 */
GPtrArray *rs_backup_list (const char *path);
/* Copies the database at @path as it is now; others may use it meanwhile. Blocks: for a thread. */
gboolean rs_backup_make (const char *path, RsInstant now, GError **error);
/* Whether none is younger than a day. */
gboolean rs_backup_is_due (const char *path, RsInstant now);
/* Puts the back-up @name in the place of the database at @path, which nobody may have open. The copy is
 * checked through and through first; what was there stays beside it under the name @kept_as (transfer full)
 * (nullable), NULL when nothing was. What is restored knows when, by its setting "restored-at". */
gboolean rs_backup_restore (const char *path, const char *name, RsInstant now, char **kept_as,
                            GError **error);
/* Whether @error, from opening a database, is one that restoring a back-up mends. */
gboolean rs_backup_would_help (const GError *error);

G_END_DECLS
