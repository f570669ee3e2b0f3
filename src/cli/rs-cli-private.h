/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"

G_BEGIN_DECLS

/* What the commands share. Inside the cli folder only. */

#define RS_CLI_WELL         0
#define RS_CLI_NEEDS_PERSON 1
#define RS_CLI_FAILED       2

/* A command under way; lives on the fiber that runs it. */
typedef struct
{
  GStrv arguments; /* (owned) what stands after the command, options taken out */
  char *profile;   /* (owned) */
  gboolean as_json;
  char *search;                                                                      /* (owned) (nullable) */
  char *url;                                                                         /* (owned) (nullable) */
  char *account;                                                                     /* (owned) (nullable) */
  char *direction, *trigger, *channel, *start, *freight, *unmapped, *tracking_field; /* (owned) (nullable) */
  GStrv new_terms; /* (owned) (nullable) RATE */
  GStrv maps;      /* (owned) (nullable) TERM=RATE */
  char *since;     /* (owned) (nullable) */
  char *code;      /* (owned) (nullable) */
  GStrv choices;   /* "NAME=VALUE" */
  GStrv answers;   /* (owned) (nullable) country:TEXT=CODE, fraction:ITEM=WORD, customer:KEY=NUMBER,
                      item:TEXT=ITEM */
  gboolean automap;
  gboolean drafts;
  gboolean booked;
  char *customer_group, *payment_term, *layout, *vat_zone, *item_group, *item_unit, *default_term; /* (owned)
                                                                                          (nullable) */
  GStrv backs; /* (owned) (nullable) TERM=RATE: the term that the rate is read back as */
  gboolean once;
  gboolean sweep;
  GStrv lines; /* (owned) (nullable) SKU=QTY */
  gboolean book;
  char *label; /* (owned) (nullable) */
  int rackbeat_port, webshipper_port, control_port, orders;
  gint64 seed;
  GStrv switches; /* (owned) (nullable) name=value */
} RsCli;

typedef int (*RsCliRun) (RsCli *self, GError **error);

int rs_cli_sandbox (RsCli *self, GError **error);
int rs_cli_connect (RsCli *self, GError **error);
int rs_cli_setup (RsCli *self, GError **error);
int rs_cli_preview (RsCli *self, GError **error);
int rs_cli_sync (RsCli *self, GError **error);
int rs_cli_orders (RsCli *self, GError **error);
int rs_cli_shipments (RsCli *self, GError **error);
int rs_cli_problems (RsCli *self, GError **error);
int rs_cli_activity (RsCli *self, GError **error);
int rs_cli_agree (RsCli *self, GError **error);
int rs_cli_answer (RsCli *self, GError **error);
int rs_cli_rehearse (RsCli *self, GError **error);
int rs_cli_ship (RsCli *self, GError **error);
int rs_cli_restore (RsCli *self, GError **error);
int rs_cli_support (RsCli *self, GError **error);

/* Opens the profile. (transfer full) */
RsWorkspace *rs_cli_open (RsCli *self, GError **error);
/* Opens the profile and its engine. (transfer full) */
RsEngine *rs_cli_load (RsCli *self, RsWorkspace **workspace, GError **error);
/* Prints what was written, and a line break. */
void rs_cli_print_json (RsJsonWriter *writer);

G_END_DECLS
