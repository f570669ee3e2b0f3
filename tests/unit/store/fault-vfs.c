/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

/* SQLite knows disks by global name, so there is one; all of it is atomic, because a store writes and reads
 * on two threads. */
static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  int writes_left;
  int reads_fail;
  int read_only;
  int n_syncs;
  int n_writes;
} disk;

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct */
} File;

#define REAL(file) (((File *) (file))->real)

static int
file_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
file_read (sqlite3_file *file, void *buffer, int n, sqlite3_int64 offset)
{
  return g_atomic_int_get (&disk.reads_fail) ? SQLITE_IOERR_READ
                                             : REAL (file)->pMethods->xRead (REAL (file), buffer, n, offset);
}

static int
file_write (sqlite3_file *file, const void *buffer, int n, sqlite3_int64 offset)
{
  int left = g_atomic_int_get (&disk.writes_left);

  if (left == 0)
    return SQLITE_FULL;
  if (left > 0)
    g_atomic_int_add (&disk.writes_left, -1);
  g_atomic_int_inc (&disk.n_writes);
  return REAL (file)->pMethods->xWrite (REAL (file), buffer, n, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  g_atomic_int_inc (&disk.n_syncs);
  return REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xLock (REAL (file), lock);
}

static int
file_unlock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), lock);
}

static int
file_check_reserved_lock (sqlite3_file *file, int *result)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), result);
}

static int
file_control (sqlite3_file *file, int op, void *arg)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, arg);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int delete_it)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), delete_it);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  int code;

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *) (self + 1);
  if (g_atomic_int_get (&disk.read_only))
    {
      if (!g_file_test (name, G_FILE_TEST_EXISTS) || !(flags & SQLITE_OPEN_MAIN_DB))
        return SQLITE_CANTOPEN;
      flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    }
  code = disk.real->xOpen (disk.real, name, self->real, flags, out_flags);
  if (code == SQLITE_OK)
    self->base.pMethods = &methods;
  return code;
}

void
fault_vfs_install (void)
{
  disk.real = sqlite3_vfs_find (NULL);
  disk.vfs = *disk.real;
  disk.vfs.zName = "fault";
  disk.vfs.pNext = NULL;
  disk.vfs.szOsFile = (int) sizeof (File) + disk.real->szOsFile;
  disk.vfs.xOpen = vfs_open;
  disk.writes_left = -1;
  g_assert_cmpint (sqlite3_vfs_register (&disk.vfs, TRUE), ==, SQLITE_OK);
}

void
fault_vfs_set_writes_left (int n)
{
  g_atomic_int_set (&disk.writes_left, n);
}

void
fault_vfs_set_reads_fail (gboolean fail)
{
  g_atomic_int_set (&disk.reads_fail, fail);
}

void
fault_vfs_set_read_only (gboolean read_only)
{
  g_atomic_int_set (&disk.read_only, read_only);
}

static int
take (int *count)
{
  int n = g_atomic_int_get (count);

  g_atomic_int_add (count, -n);
  return n;
}

int
fault_vfs_take_syncs (void)
{
  return take (&disk.n_syncs);
}

int
fault_vfs_take_writes (void)
{
  return take (&disk.n_writes);
}
