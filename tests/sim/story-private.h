/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "story.h"

G_BEGIN_DECLS

/* How often, in proportion, a person does what. */
typedef struct
{
  const char *service, *verb;
  guint weight;
} Deed;

/* What happens to an order on a good day, in this order, each with its chance. */
typedef struct
{
  const char *service, *verb;
  double chance;
} Habit;

/* What a company and its people may do, by the direction in which its orders cross. */
typedef struct
{
  const char *const *choices; /* each with a chance of 0.12 */
  guint n_choices;
  const Deed *deeds;
  guint n_deeds;
  const Habit *day;
  guint n_day;
} Customs;

extern const Customs customs_inbound;

G_END_DECLS
