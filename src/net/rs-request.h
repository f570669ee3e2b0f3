/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>
#include "rs-decimal.h"

G_BEGIN_DECLS

/* What a person clicked goes before what runs by itself. */
typedef enum
{
  RS_PRIORITY_INTERACTIVE,
  RS_PRIORITY_BACKGROUND,
} RsPriority;

#define RS_TIMEOUT_DEFAULT 30 /* seconds */
#define RS_TIMEOUT_BOOKING 90 /* the service calls a carrier while we wait (Webshipper reference §1.7) */

/* A request as a value of ours: it can be sent more than once, each time as a fresh message. Built, then read
 * only. */
typedef struct
{
  char *method;     /* (owned) "GET", "POST", … */
  char *path;       /* (owned) below the service's base, percent-encoded, starting with "/": "/orders/1042" */
  GPtrArray *query; /* (owned) (element-type utf8) name, value, name, value…, unencoded */
  GPtrArray *headers; /* (owned) (element-type utf8) name, value… */
  GBytes *body;       /* (owned) (nullable) */
  char *content_type; /* (owned) (nullable) */
  guint timeout;      /* seconds for the whole exchange */
  RsPriority priority;
} RsRequest;

#define RS_TYPE_REQUEST (rs_request_get_type ())
GType rs_request_get_type (void) G_GNUC_CONST;
/* @path must be encoded already: see rs_request_escape(). Default time-out, interactive. (transfer full) */
RsRequest *rs_request_new (const char *method, const char *path);
/* One of its own, which may be changed. (transfer full) */
RsRequest *rs_request_copy (const RsRequest *self);
RsRequest *rs_request_ref (RsRequest *self);
void rs_request_unref (RsRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRequest, rs_request_unref)

void rs_request_add_query (RsRequest *self, const char *name, const char *value);
void rs_request_add_query_int (RsRequest *self, const char *name, gint64 value);
/* Neither may hold a line break, nor @name a colon: a caller's mistake, and the header is not set. */
void rs_request_set_header (RsRequest *self, const char *name, const char *value);
/* @content_type NULL for none; no line break in it. */
void rs_request_set_body (RsRequest *self, const char *content_type, GBytes *body);
/* GET and HEAD, which may be repeated. */
gboolean rs_request_is_read (const RsRequest *self);
/* The value of the first @name in the query, or NULL. (transfer none) (nullable) */
const char *rs_request_get_query (const RsRequest *self, const char *name);
/* Header names compare without case. (transfer none) (nullable) */
const char *rs_request_get_header (const RsRequest *self, const char *name);
/* Path and encoded query, as they go on the wire. (transfer full) */
char *rs_request_dup_target (const RsRequest *self);
/* One path segment, percent-encoded once; everything outside [A-Za-z0-9._~-] (Rackbeat reference §1.3).
 * (transfer full) */
char *rs_request_escape (const char *segment);

G_END_DECLS
