/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"
#include "rs-json-writer.h"

G_BEGIN_DECLS

/* What can be told of a database to somebody who may know nothing of its people: counts, moments, and words
 * of our own. Safe by construction: a text leaves only when it is one of the words that RackShip itself
 * writes (small letters, digits, hyphens, at most 40 characters, in columns that hold nothing else), a key of
 * the form "rb-order/1042", or the head of a failed request ("POST /orders/{n}: 422"). Nothing that came from
 * a service or a person is looked at otherwise. */

/* Adds documents, orders, journal, cursors, capabilities, answers, mapping and problems as counts, steps and
 * activity (the last @limit of both) line by line, to the object that @writer is in. */
gboolean rs_census_add (RsDb *db, RsJsonWriter *writer, guint limit, GError **error);
/* @text when it is such a word, else "[text]". (transfer full) */
char *rs_census_word (const char *text);
/* "POST /orders/{n}: 422" of an error's text, "[text]" of any other, NULL for NULL. (transfer full)
 * (nullable) */
char *rs_census_failure (const char *text);

G_END_DECLS
