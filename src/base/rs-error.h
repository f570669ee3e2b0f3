/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What went wrong, by what the caller can do about it. The text of an error is for the log; what a
 * person reads is a problem (RsProblem). */
#define RS_ERROR (rs_error_quark ())

typedef enum
{
  RS_ERROR_AUTH, /* key, token, scope or subscription: 401, 403. Stop this service's traffic, ask a person. */
  RS_ERROR_OFFLINE,   /* the service was not reached at all: nothing was done. Try again later. */
  RS_ERROR_AMBIGUOUS, /* a request may have taken effect but no usable answer came: time-out, reset, cut or
                       * unreadable body, 5xx. Only look up, never repeat a write. */
  RS_ERROR_THROTTLED, /* 429 after all patience. Nothing was done. Try again later. */
  RS_ERROR_REJECTED,  /* the service understood and refused: 400, 422. Nothing was done. */
  RS_ERROR_NOT_FOUND, /* 404, 410. */
  RS_ERROR_CONFLICT,  /* 409, 423, or a record that changed under us. Read again, plan again. */
  RS_ERROR_PROTOCOL,  /* an answer that does not decode: message holds the path of the offending value. */
  RS_ERROR_STORAGE,   /* database, disk, keyring back end. */
  RS_ERROR_CANCELLED,
} RsError;

GQuark rs_error_quark (void);

/* A stable lower-case word for an RsError code ("auth", "offline", …), for JSON output and the log. */
const char *rs_error_name (int code);

/* True when @error is RS_ERROR_AMBIGUOUS: the write behind it may or may not have happened. */
gboolean rs_error_is_ambiguous (const GError *error);

G_END_DECLS
