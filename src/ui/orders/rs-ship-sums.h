/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"

G_BEGIN_DECLS

/* What a choice of quantities comes to. Plain value. */
typedef struct
{
  RsDecimal grams;
  gboolean lacks_weights; /* an item chosen has no weight known */
  RsDecimal amount;       /* ex VAT, after discount */
  RsDecimal units;        /* chosen in all */
  RsDecimal behind;       /* remaining and not chosen */
  guint lines_behind;     /* lines with something behind */
} RsShipSums;

/* @quantities (element-type RsDecimal) go with @stands (element-type RsLineStand) by index. */
RsShipSums rs_ship_sums (GArray *stands, GArray *quantities);
/* What the choice starts with: all that remains, as far as the stock goes where it is known. */
RsDecimal rs_ship_proposal (const RsLineStand *stand);
/* How many decimals a spin button needs for @quantity. */
guint rs_ship_places (RsDecimal quantity);

G_END_DECLS
