/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-reader.h"
#include "test-json.h"

G_BEGIN_DECLS

/* One way to spoil a good document, and what must come of it. */
typedef struct
{
  const char *path;  /* below the document: "lines[0].quantity" */
  const char *value; /* JSON put there; NULL takes the member out */
  const char
    *failure; /* how the error must begin: "order.lines[0].quantity"; NULL: it decodes all the same */
} TestMangling;

/* Reads @document, a copy of the node, as @kind; the test fails unless it decodes. (transfer full) */
gpointer test_decode (const RsDocumentKind *kind, JsonNode *document);
/* Puts each mangling alone into a copy of @document and checks what comes of it. */
void test_manglings (const RsDocumentKind *kind, JsonNode *document, const TestMangling *manglings, guint n);
/* Puts every wrong value a number above zero can have at @path; each must fail at @failure. */
void test_needs_id (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *failure);
/* The same for a flag and for a number of any kind. */
void test_needs_flag (const RsDocumentKind *kind, JsonNode *document, const char *path, const char *failure);
void test_needs_number (const RsDocumentKind *kind, JsonNode *document, const char *path,
                        const char *failure);
/* Spoils copies of @document at random places, @rounds times: each must decode, or fail with
 * RS_ERROR_PROTOCOL at a path that begins with the kind's name. Prints its seed. */
void test_survives_spoiling (const RsDocumentKind *kind, JsonNode *document, guint rounds);

/* Reads @document as what the answer's text holds, called @path in errors. (transfer full) */
RsDocument *test_read_document (const RsDocumentKind *kind, JsonNode *document, const char *path);

G_END_DECLS
