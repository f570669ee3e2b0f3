/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One order of an agreement, for a list: made from its place in it. */
#define RS_TYPE_AGREEMENT_ITEM (rs_agreement_item_get_type ())
G_DECLARE_FINAL_TYPE (RsAgreementItem, rs_agreement_item, RS, AGREEMENT_ITEM, GObject)

/* (transfer full) */
RsAgreementItem *rs_agreement_item_new (RsAgreement *agreement, guint row);
/* (transfer none) */
const RsAgreementRow *rs_agreement_item_get_row (RsAgreementItem *self);

/* How it is shown: the order, the verdict by icon and word, why and where. */
#define RS_TYPE_AGREEMENT_ROW_VIEW (rs_agreement_row_view_get_type ())
G_DECLARE_FINAL_TYPE (RsAgreementRowView, rs_agreement_row_view, RS, AGREEMENT_ROW_VIEW, AdwBin)

/* (transfer floating) */
RsAgreementRowView *rs_agreement_row_view_new (void);
void rs_agreement_row_view_show (RsAgreementRowView *self, const RsAgreementRow *row);
/* All of it, for who cannot see it. (transfer full) */
char *rs_agreement_row_view_read_out (RsAgreementRowView *self);

G_END_DECLS
