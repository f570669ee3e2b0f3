/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* The reference for orders that cross: the same requests that RackShip makes, with bodies that are there
 * already, and nothing done with the answers. No program that speaks libsoup does the same in less.
 *
 *   plain-requests READ-URI KEY PAGES WRITE-URI KEY ORDERS TYPE BODY-FILE
 *
 * Reads PAGES pages of one service's orders one after the other, from READ-URI with the page's number behind
 * it, then creates ORDERS orders in the other, eight at a time. BODY-FILE holds the body of one, of the
 * content type TYPE, in which "REF" stands for a number of its own. */

#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#define AT_ONCE 8

typedef struct
{
  SoupSession *session; /* (owned) */
  GMainLoop *loop;      /* (owned) */
  const char *uri, *type;
  char *authorization;  /* (owned) */
  char *before, *after; /* (owned) the body around its reference */
  guint wanted, begun, done;
} Posting;

static SoupMessage *
make_message (const char *method, const char *uri, const char *authorization)
{
  SoupMessage *message = soup_message_new (method, uri);

  if (message == NULL)
    g_error ("\"%s\" is no address", uri);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  return message;
}

static void
read_pages (SoupSession *session, const char *base, const char *key, guint n_pages)
{
  g_autofree char *authorization = g_strdup_printf ("Bearer %s", key);

  for (guint page = 1; page <= n_pages; page++)
    {
      g_autofree char *uri = g_strdup_printf ("%s%u", base, page);
      g_autoptr (SoupMessage) message = make_message ("GET", uri, authorization);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, &error);

      if (answer == NULL)
        g_error ("%s", error->message);
      if (soup_message_get_status (message) >= 300)
        g_error ("Page %u: status %u", page, soup_message_get_status (message));
    }
}

static void begin_next (Posting *self);

static void
on_posted (GObject *source, GAsyncResult *result, gpointer data)
{
  Posting *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  if (answer == NULL)
    g_error ("%s", error->message);
  if (soup_message_get_status (message) != SOUP_STATUS_CREATED)
    g_error ("Status %u: %.*s", soup_message_get_status (message), (int) g_bytes_get_size (answer),
             (const char *) g_bytes_get_data (answer, NULL));
  if (++self->done == self->wanted)
    g_main_loop_quit (self->loop);
  else
    begin_next (self);
}

static void
begin_next (Posting *self)
{
  g_autofree char *body = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->begun == self->wanted)
    return;
  body = g_strdup_printf ("%s%u%s", self->before, ++self->begun, self->after);
  message = make_message ("POST", self->uri, self->authorization);
  bytes = g_bytes_new (body, strlen (body));
  soup_message_set_request_body_from_bytes (message, self->type, bytes);
  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", self->type);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_posted, self);
}

static void
take_body (Posting *self, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_file_get_contents (file, &body, NULL, &error))
    g_error ("%s", error->message);
  parts = g_strsplit (body, "REF", 2);
  if (g_strv_length (parts) != 2)
    g_error ("%s does not name REF", file);
  self->before = g_strdup (parts[0]);
  self->after = g_strdup (parts[1]);
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns-per-host", AT_ONCE, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Posting posting = { .session = session, .loop = loop };

  if (argc != 9)
    {
      g_printerr ("usage: %s READ-URI KEY PAGES WRITE-URI KEY ORDERS TYPE BODY-FILE\n", argv[0]);
      return 2;
    }
  soup_session_set_proxy_resolver (session, NULL);
  read_pages (session, argv[1], argv[2], (guint) strtoul (argv[3], NULL, 10));
  posting.uri = argv[4];
  posting.type = argv[7];
  posting.authorization = g_strdup_printf ("Bearer %s", argv[5]);
  posting.wanted = (guint) strtoul (argv[6], NULL, 10);
  take_body (&posting, argv[8]);
  for (guint i = 0; i < AT_ONCE; i++)
    begin_next (&posting);
  if (posting.wanted > 0)
    g_main_loop_run (loop);
  g_free (posting.authorization);
  g_free (posting.before);
  g_free (posting.after);
  return 0;
}
