/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a simulated service wants its answer carried, to play a bad network. RS_CARRY_WHOLE from real services.
 */
typedef enum
{
  RS_CARRY_WHOLE,
  RS_CARRY_CUT,   /* the body breaks off half-way */
  RS_CARRY_RESET, /* the connection closes without an answer */
  RS_CARRY_HANG,  /* no answer until the client gives up */
} RsCarry;

/* An answer of a service. */
typedef struct
{
  guint status;
  GPtrArray *headers; /* (owned) (element-type utf8) name, value… */
  GBytes *body;       /* (owned) never NULL */
  RsCarry carry;
  guint delay_ms; /* before the answer is carried; simulated services only */
} RsResponse;

#define RS_TYPE_RESPONSE (rs_response_get_type ())
GType rs_response_get_type (void) G_GNUC_CONST;
/* @body NULL for none; @content_type may be NULL. (transfer full) */
RsResponse *rs_response_new (guint status, const char *content_type, GBytes *body);
RsResponse *rs_response_ref (RsResponse *self);
void rs_response_unref (RsResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsResponse, rs_response_unref)

/* In place of one of that name. */
void rs_response_set_header (RsResponse *self, const char *name, const char *value);
/* Without case. (transfer none) (nullable) */
const char *rs_response_get_header (const RsResponse *self, const char *name);
gboolean rs_response_is_success (const RsResponse *self);

G_END_DECLS
