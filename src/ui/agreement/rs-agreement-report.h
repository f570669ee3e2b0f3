/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"

G_BEGIN_DECLS

/* An agreement in the user's words: what the page, the printer and the file have in common. */

/* Why, and where the two sides differ, as the user reads it; "" for nothing. (transfer full) */
char *rs_agreement_row_describe (const RsAgreementRow *row);
/* Of how many orders, since when, and when it was made. (transfer full) */
char *rs_agreement_describe_period (const RsAgreement *agreement, RsInstant now);
/* Whether all is well, in a sentence. (transfer full) */
char *rs_agreement_describe_result (const RsAgreement *agreement);

/* What a file of it is called, but for its ending. (transfer full) */
char *rs_agreement_dup_file_name (const RsAgreement *agreement);

/* The rows with @verdict, RS_N_VERDICTS for all: what disagrees first, then what waits for a person, then the
 * rest; of one kind the newest first. (element-type guint) (transfer full) */
GArray *rs_agreement_list (const RsAgreement *agreement, RsVerdict verdict);
/* Those rows of @agreement as a table for a spreadsheet. (transfer full) */
char *rs_agreement_to_csv (const RsAgreement *agreement, GArray *rows);

G_END_DECLS
