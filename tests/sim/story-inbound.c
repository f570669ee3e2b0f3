/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "story-private.h"

/* A company that sells in Webshipper and keeps its books in Rackbeat. */

static const char *const choices[]
  = { "drafts=yes",      "arrive=booked",      "arrive=booked",  "arrive=booked",
      "channel=0",       "unmapped=send",      "default-term=7", "ready-only=yes",
      "freight=virtual", "customer-group=2",   "payment-term=3", "only-countries=DK,NO,SE",
      "field=yes",       "only-terms=1,3,5,6", "start=-3",       "no-new-items=yes" };

static const Deed deeds[] = {
  { "webshipper", "edit", 4 },
  { "webshipper", "edit-quantity", 6 },
  { "webshipper", "delete-line", 2 },
  { "webshipper", "edit-buyer", 2 },
  { "webshipper", "edit-rate", 3 },
  { "webshipper", "book", 8 },
  { "webshipper", "book-part", 5 },
  { "webshipper", "dispatch", 5 },
  { "webshipper", "lock", 2 },
  { "webshipper", "unlock", 2 },
  { "webshipper", "cancel", 4 },
  { "webshipper", "hold", 2 },
  { "webshipper", "release", 3 },
  { "webshipper", "error", 1 },
  { "webshipper", "delete", 3 },
  { "webshipper", "sell", 4 },
  { "webshipper", "carrier-refuses", 1 },
  { "rackbeat", "book", 4 },
  { "rackbeat", "reopen", 3 },
  { "rackbeat", "cancel", 3 },
  { "rackbeat", "archive", 1 },
  { "rackbeat", "delete", 2 },
  { "rackbeat", "edit-comment", 2 },
  { "rackbeat", "edit-quantity", 2 },
  { "rackbeat", "add-line", 2 },
  { "rackbeat", "create-shipment", 4 },
  { "rackbeat", "ship", 5 },
  { "rackbeat", "delete-shipment", 2 },
  { "rackbeat", "note", 1 },
  { "rackbeat", "create-order", 1 },
  { "rackbeat", "rename-term", 1 },
};

static const Habit day[] = { { "rackbeat", "book", 0.3 },
                             { "webshipper", "book", 0.5 },
                             { "webshipper", "book-part", 0.2 },
                             { "webshipper", "dispatch", 0.3 },
                             { "rackbeat", "create-shipment", 0.15 },
                             { "rackbeat", "ship", 0.3 } };

const Customs customs_inbound
  = { choices, G_N_ELEMENTS (choices), deeds, G_N_ELEMENTS (deeds), day, G_N_ELEMENTS (day) };
