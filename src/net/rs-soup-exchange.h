/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>
#include <libsoup/soup.h>
#include "rs-request.h"

G_BEGIN_DECLS

/* One request over libsoup, with its redirects and its time-out.
 *
 * What fails before the head of the request has left is RS_ERROR_OFFLINE, also when a proxy refuses; what
 * fails later is RS_ERROR_AMBIGUOUS. Redirects are followed at most five times, with the same method, and
 * only within the scheme, host and port of @uri; any other is RS_ERROR_REJECTED, and nothing is sent there. A
 * write follows 307 and 308 only: after a 301, 302 or 303 it may have been done, which is RS_ERROR_AMBIGUOUS.
 * An answer whose body is above 64 MiB, unpacked, is RS_ERROR_PROTOCOL to a read and RS_ERROR_AMBIGUOUS to a
 * write, and no more than that is ever held of it. */

/* (transfer full): resolves to an RsResponse. When nobody waits for it any more a read is broken off; a write
 * goes on, since half a write helps nobody. */
DexFuture *rs_soup_exchange (SoupSession *session, RsRequest *request, GUri *uri);

/* Whether a key that is for @a may be sent to @b: the same scheme, host and port, and no user named in it.
 * Ports that are left out are the scheme's. */
gboolean rs_soup_same_origin (GUri *a, GUri *b);

G_END_DECLS
