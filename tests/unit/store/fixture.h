/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-cases.h"
#include "rs-random.h"
#include "rs-store.h"

G_BEGIN_DECLS

/* A folder of its own with a database in it, gone after the test. */
typedef struct
{
  char *folder;
  char *path;
  RsStore *store; /* opened by fixture_set_up() with the flags given as test data */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer flags);
/* Fails when somebody still holds the store. */
void fixture_tear_down (Fixture *self, gconstpointer flags);

/* Turns the main loop until @future (transfer full) is decided. */
gboolean fixture_await (DexFuture *future, GError **error);
/* In a transaction that must succeed. */
void fixture_write (Fixture *self, RsStoreFunc func, gpointer data);
/* In a transaction that must fail with @code. (transfer full): its words */
char *fixture_write_refused (Fixture *self, RsStoreFunc func, gpointer data, int code);
void fixture_read (Fixture *self, RsStoreFunc func, gpointer data);

/* A made-up row; the same for the same @number and state of @random. (transfer full) */
RsCaseRow *fixture_make_row (RsRandom *random, guint number);
/* A seed for a test that takes chances: from RS_TEST_SEED, else a new one; printed. (transfer full) */
RsRandom *fixture_random (void);

/* For g_test_add(): a store with a writer thread. */
#define FIXTURE_ADD(path, func)                                                                              \
  g_test_add ("/store/" path, Fixture, GUINT_TO_POINTER (RS_STORE_DEFAULT), fixture_set_up, func,            \
              fixture_tear_down)
#define FIXTURE_ADD_INLINE(path, func)                                                                       \
  g_test_add ("/store/" path, Fixture, GUINT_TO_POINTER (RS_STORE_INLINE), fixture_set_up, func,             \
              fixture_tear_down)

G_END_DECLS
