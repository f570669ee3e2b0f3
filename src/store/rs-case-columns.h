/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"
#include "rs-db.h"

G_BEGIN_DECLS

/* How a case row stands in the database, for the repository and the list model. Inside the store folder only.
 */
#define RS_CASE_COLUMNS                                                                                      \
  "id, key, number, reference, customer, country, city, phone, term, rate, skus, tracking, n_lines, grams, " \
  "amount, currency, created_at, updated_at, rackbeat, webshipper, state, next"

/* The row that @statement stands on, whose columns begin with RS_CASE_COLUMNS. (transfer full) */
RsCaseRow *rs_case_columns_read (RsStatement *statement);

G_END_DECLS
