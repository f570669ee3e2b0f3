/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"
#include "rs-sandbox.h"
#include "stage.h"
#include "wire.h"

G_BEGIN_DECLS

/* What the parts of the stage share. Inside stage*.c and life.c only. */

typedef struct _Stage Stage;

/* One life of the program, from its start to its death. */
typedef struct
{
  gatomicrefcount ref_count;
  Stage *stage;
  char *folder;            /* (owned) its database; a dead one's is nobody's any more */
  RsStore *store;          /* (owned) */
  RsEngine *engine;        /* (owned) */
  RsLane *rackbeat_lane;   /* (owned) */
  RsLane *webshipper_lane; /* (owned) */
  Wire *rackbeat;          /* (owned) */
  Wire *webshipper;        /* (owned) */
  gboolean is_dead;        /* what it still does has no effect on anybody */
  gboolean is_resting;     /* its schedule has ended */
} Life;

struct _Stage
{
  const Story *story;
  RsVirtualClock *clock; /* (owned) the services' */
  DeskClock *desk_clock; /* (owned) this desk's */
  RsSandbox *sandbox;    /* (owned) */
  RsRandom *latency;     /* (owned) */
  Weather weather;
  RsPolicy *policy;       /* (owned) the choices, for the judge */
  char *folder;           /* (owned) holds the lives' folders */
  Life *life;             /* (owned) (nullable) NULL between two */
  GHashTable *left_alone; /* (owned) */
  GHashTable *rewritten;  /* (owned) */
  GHashTable *by_hand;    /* (owned) */
  GHashTable *rebought;   /* (owned) */
  GHashTable *shipped;    /* (owned) */
  guint lives;
  guint alive;       /* lives whose objects are still there */
  gint64 crash_left; /* commits, requests and answers until death; 0 none expected */
  gint64 rebirth_in; /* microseconds after it */
  guint requests;
  GChecksum *digest; /* (owned) */
  GString *log;      /* (owned) (nullable) */
  gboolean is_over;
  Ending *ending;
};

/* Starts the program on what is in @folder (transfer full). FALSE with a broken promise noted. */
gboolean life_begin (Stage *stage, char *folder);
/* kill -9: a new life sees what had been committed up to now. What is on the wire stays there. */
void life_kill (Stage *stage);
void life_unref (Life *self);
/* Lets its schedule end, then ends it in order. On a fiber. */
void life_rest (Stage *stage);
/* Registers, choices and mapping: what the assistant does on the first day. On a fiber. */
gboolean life_set_up (Stage *stage, GError **error);
/* What a person does who gives the keys again: refused work is due. */
void life_reconnect (Stage *stage);

void stage_breaks (Stage *stage, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
