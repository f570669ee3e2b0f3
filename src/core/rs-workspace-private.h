/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-lane.h"
#include "rs-sandbox.h"
#include "rs-workspace.h"

G_BEGIN_DECLS

/* Inside the core folder only. */

#define RS_RACKBEAT_URL "https://app.rackbeat.com/api"

struct _RsWorkspace
{
  GObject parent_instance;

  char *profile;      /* (owned) */
  char *folder;       /* (owned) (nullable) none in practice */
  RsStore *store;     /* (owned) */
  RsSecrets *secrets; /* (owned) */
  RsClock *clock;     /* (owned) */
  RsRandom *random;   /* (owned) */
  RsSandbox *sandbox; /* (owned) (nullable) practice only */
  RsEngine *engine;   /* (owned) (nullable) until loaded */
  int lock;           /* file descriptor; -1 while not held */
};

/* A lane to @service at @url with @key; NULL with an error in plain words for an address that may not be
 * used. (transfer full) */
RsLane *rs_workspace_make_lane (RsWorkspace *self, const char *service, const char *url, const char *key,
                                GError **error);
/* (transfer full) (nullable) */
char *rs_workspace_get_setting (RsWorkspace *self, const char *name);

G_END_DECLS
