/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"
#include "rs-db.h"

G_BEGIN_DECLS

/* The last agreement (PRODUCT F8.2), so that the nightly one is there in the morning. Called inside
 * rs_store_write() or rs_store_read(). */

/* Keeps @agreement in the place of the one before. */
gboolean rs_agreements_keep (RsDb *db, const RsAgreement *agreement, GError **error);
/* When the last one was made; RS_INSTANT_NONE when there is none. */
gboolean rs_agreements_get_made_at (RsDb *db, RsInstant *out, GError **error);
/* @out (transfer full) (nullable): NULL when there is none. */
gboolean rs_agreements_load (RsDb *db, RsAgreement **out, GError **error);
/* How many of its orders disagree; 0 when there is none. */
gboolean rs_agreements_count_disagreements (RsDb *db, guint *out, GError **error);

G_END_DECLS
