/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A certificate authority of the test's own, made anew for each run with the openssl program, which this
 * process trusts and nobody else. No key outlives the test. */
typedef struct
{
  char *folder; /* (owned) */
} Authority;

/* NULL where there is no openssl. */
Authority *authority_new (void);
void authority_free (Authority *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Authority, authority_free)

/* A certificate for @names ("IP:127.0.0.1,DNS:localhost"), valid from @start to @end ("20200101000000Z").
 * (transfer full) */
GTlsCertificate *authority_sign (Authority *self, const char *names, const char *start, const char *end);
/* One that only it itself vouches for. (transfer full) */
GTlsCertificate *authority_self_signed (Authority *self, const char *names);

G_END_DECLS
