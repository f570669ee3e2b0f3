/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Agreement (PRODUCT F8.2): what both systems say of every order of a period, made by itself each day or on
 * demand, with totals that filter, each order to open, print and export.
 *
 * Actions: "agreement.compare", "agreement.break-off", "agreement.print", "agreement.export". */
#define RS_TYPE_AGREEMENT_PAGE (rs_agreement_page_get_type ())
G_DECLARE_FINAL_TYPE (RsAgreementPage, rs_agreement_page, RS, AGREEMENT_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsAgreementPage *rs_agreement_page_new (RsSession *session);

G_END_DECLS
