/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk for SQLite that can be full, refuse to be written or fail at a chosen moment, and counts what is
 * asked of it. Once installed it is what every later connection uses; without a fault set it is the real
 * disk. */
void fault_vfs_install (void);

/* As many more writes succeed; then each fails as a full disk. Negative: never full. */
void fault_vfs_set_writes_left (int n);
/* Reads fail as of a broken disk. */
void fault_vfs_set_reads_fail (gboolean fail);
/* Files that are not there cannot be made, and those that are only read. */
void fault_vfs_set_read_only (gboolean read_only);
/* Syncs to the disk since the last call. */
int fault_vfs_take_syncs (void);
/* Writes since the last call. */
int fault_vfs_take_writes (void);

G_END_DECLS
