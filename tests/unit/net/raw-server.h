/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>

#include "rs-response.h"
#include "rs-transport.h"

G_BEGIN_DECLS

/* A server on 127.0.0.1 that says whatever a test wants, byte for byte, and keeps what it was sent. Each
 * connection has a thread, in which the answer is made. */
#define RAW_TYPE_SERVER (raw_server_get_type ())
G_DECLARE_FINAL_TYPE (RawServer, raw_server, RAW, SERVER, GObject)

/* @head is one request's whole text, with its body; @number counts requests from 1. FALSE closes the
 * connection afterwards, TRUE waits for another request on it. */
typedef gboolean (*RawAnswer) (RawServer *self, GIOStream *stream, const char *head, guint number);

/* @certificate NULL for plain http. @data is for @answer. (transfer full) */
RawServer *raw_server_new (GTlsCertificate *certificate, RawAnswer answer, gpointer data);
gpointer raw_server_get_data (RawServer *self);
guint16 raw_server_get_port (RawServer *self);
/* "http://127.0.0.1:PORT" (transfer none) */
const char *raw_server_get_url (RawServer *self);
guint raw_server_n_requests (RawServer *self);
guint raw_server_n_connections (RawServer *self);
/* The request of that @number, from 1. (transfer full) */
char *raw_server_dup_request (RawServer *self, guint number);
/* How many bytes were written, until the client would take no more. */
gsize raw_server_n_written (RawServer *self);

/* FALSE when the client is gone. */
gboolean raw_write (RawServer *self, GIOStream *stream, gconstpointer bytes, gsize size);
gboolean raw_say (RawServer *self, GIOStream *stream, const char *text);
/* A whole answer: @head is all but the length, as in "200 OK\r\nContent-Type: text/html". */
gboolean raw_answer (RawServer *self, GIOStream *stream, const char *head, const char *body);

/* A transport to @url; the test stops when there can be none. (transfer full) */
RsTransport *raw_transport_new (const char *url);
/* One request, with a key. (transfer full) (nullable) */
RsResponse *raw_fetch (RsTransport *transport, const char *method, const char *path, guint timeout,
                       GError **error);
/* Does it, and compares with the status, or minus the RsError. The words of an error. (transfer full)
 * (nullable) */
char *raw_expect (RsTransport *transport, const char *method, const char *path, guint timeout, int outcome);

G_END_DECLS
