/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Fixtures and how tests spoil them. All of these stop the test when the test itself is wrong. */

/* The text of tests/unit/@layer/fixtures/@name. (transfer full) */
char *test_read_fixture (const char *layer, const char *name);
/* The same, parsed. (transfer full) */
JsonNode *test_load_fixture (const char *layer, const char *name);
/* (transfer full) */
JsonNode *test_parse (const char *text);
char *test_to_text (JsonNode *node);
GBytes *test_to_bytes (JsonNode *node);

/* The node at "order.lines[0].id"; "" is @root itself. (transfer none) */
JsonNode *test_pick (JsonNode *root, const char *path);
/* Puts the value that @json is at @path; NULL takes the member out. */
void test_put (JsonNode *root, const char *path, const char *json);
/* Changes one place of @root, chosen by @random: another type, null, an absurd number, gone, twice, cut. */
void test_spoil (JsonNode *root, GRand *random);
/* Changes the text itself: cut off, a piece twice, a piece gone, a byte changed. (transfer full) */
char *test_spoil_text (const char *text, GRand *random);

G_END_DECLS
