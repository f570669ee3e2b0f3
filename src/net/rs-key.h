/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-request.h"
#include "rs-response.h"

G_BEGIN_DECLS

/* What opens a service. It goes into the Authorization header of a request that leaves, and nowhere else
 * (PRODUCT F1.4); its memory is wiped when it is no longer needed. */
typedef struct _RsKey RsKey;

/* NULL for a @token that cannot stand in a header: none, an empty one, or one with anything but visible ASCII
 * in it, such as a line break. (transfer full) (nullable) */
RsKey *rs_key_new (const char *token);
RsKey *rs_key_ref (RsKey *self);
void rs_key_unref (RsKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsKey, rs_key_unref)

/* A copy of @request that carries the key: the caller's own never does. (transfer full) */
RsRequest *rs_key_sign (RsKey *self, const RsRequest *request);
/* Puts "[key]" wherever a service repeats the key, in the body or in a header. */
void rs_key_strike_out (RsKey *self, RsResponse *response);

G_END_DECLS
