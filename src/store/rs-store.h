/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>
#include "rs-db.h"

G_BEGIN_DECLS

/* The profile's database: one file, WAL, STRICT tables, one SQL file per schema version applied in an
 * exclusive transaction; a newer schema is refused. All writing happens on one writer thread, in
 * transactions; reading happens on a connection of its own that cannot write. Opening checks the file's
 * integrity. */
#define RS_TYPE_STORE (rs_store_get_type ())
G_DECLARE_FINAL_TYPE (RsStore, rs_store, RS, STORE, GObject)

typedef enum
{
  RS_STORE_DEFAULT = 0,
  RS_STORE_INLINE = 1 << 0, /* no writer thread: for simulation, everything in one thread */
  RS_STORE_READ_ONLY = 1 << 1,
} RsStoreFlags;

/* @path NULL keeps it in memory (with INLINE). Blocks; RS_ERROR_STORAGE tells what is wrong in plain words:
 * newer version, damaged, read-only folder, full disk, locked. (transfer full) */
RsStore *rs_store_open (const char *path, RsStoreFlags flags, GError **error);

/* Work on a connection; FALSE with @error set rolls back. Runs on the writer thread: touch only @db and
 * @data. */
typedef gboolean (*RsStoreFunc) (RsDb *db, gpointer data, GError **error);

typedef enum
{
  RS_DURABLE_EVENTUALLY, /* survives a crash of the program; a power cut may lose it */
  RS_DURABLE_NOW,        /* fsynced when the call returns: synchronous=FULL */
} RsDurability;

/* One transaction, awaited. Call on a fiber (or anywhere with INLINE): waits until it is committed or rolled
 * back, whatever happens to the fiber's other futures, so that @data may live on the caller's stack. */
gboolean rs_store_write (RsStore *self, RsStoreFunc func, gpointer data, RsDurability durability,
                         GError **error);
/* The same from outside a fiber: (transfer full) resolves to TRUE. @destroy (nullable) frees @data when done.
 */
DexFuture *rs_store_write_future (RsStore *self, RsStoreFunc func, gpointer data, GDestroyNotify destroy,
                                  RsDurability durability);
/* At once, on the reading connection, on the thread that opened the store; all of @func sees one moment. */
gboolean rs_store_read (RsStore *self, RsStoreFunc func, gpointer data, GError **error);

/* The file's path, for a connection of one's own; NULL in memory. (transfer full) (nullable) */
char *rs_store_dup_path (RsStore *self);

/* Opened with RS_STORE_INLINE. */
gboolean rs_store_is_inline (RsStore *self);

/* Signal "changed": on the opening thread, after one or more commits; many commits give few signals. INLINE:
 * at once after each, inside rs_store_write(). */

G_END_DECLS
