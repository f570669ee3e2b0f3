/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-transport.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An address on this machine that keeps what is posted to it: where the tests let webhooks go. */
typedef struct _Receiver Receiver;

Receiver *receiver_new (void);
void receiver_free (Receiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Receiver, receiver_free)

/* "http://127.0.0.1:PORT/hook" */
const char *receiver_get_url (Receiver *self);
/* What it answers from now on; 200 at first. */
void receiver_answer (Receiver *self, guint status);
/* Runs the main loop until @count requests have come in all; stops the test when they do not. The last of
 * them. (transfer none) */
RsRequest *receiver_wait (Receiver *self, guint count);
/* Runs the main loop for a moment, and says how many have come in all. */
guint receiver_count (Receiver *self);
/* (transfer full) */
JsonNode *receiver_body (RsRequest *request);

G_END_DECLS
