/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Where the key goes, and where it never does. */

#include "raw-server.h"
#include "rs-error.h"
#include "rs-soup-transport.h"

#include <string.h>

typedef struct
{
  RawServer *server;
  RawServer *other; /* who must hear nothing */
  RsTransport *transport;
  const char *status;
  char *location; /* (owned) */
} Fixture;

static gboolean
answer_with_redirect (RawServer *server, GIOStream *stream, const char *head, guint number)
{
  Fixture *self = raw_server_get_data (server);
  g_autofree char *answer = g_strdup_printf ("%s\r\nLocation: %s", self->status, self->location);

  if (strstr (head, " /end") != NULL)
    return raw_answer (server, stream, "200 OK", "{}");
  return raw_answer (server, stream, answer, "");
}

static gboolean
answer_well (RawServer *server, GIOStream *stream, const char *head, guint number)
{
  return raw_answer (server, stream, "200 OK", "{}");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = raw_server_new (NULL, answer_with_redirect, self);
  self->other = raw_server_new (NULL, answer_well, self);
  self->transport = raw_transport_new (raw_server_get_url (self->server));
  self->status = "302 Found";
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->transport);
  g_object_unref (self->server);
  g_object_unref (self->other);
  g_free (self->location);
}

static void
point_to (Fixture *self, const char *status, const char *format, guint16 port)
{
  g_auto (GStrv) parts = g_strsplit (format, "PORT", -1);
  g_autofree char *number = g_strdup_printf ("%u", port);

  self->status = status;
  g_free (self->location);
  self->location = g_strjoinv (number, parts);
}

static void
test_no_other_host_port_or_scheme_gets_the_key (Fixture *self, gconstpointer data)
{
  const char *const elsewhere[] = {
    "http://127.0.0.1:PORT/end",
    "//127.0.0.1:PORT/end",
    "http://localhost:PORT/end",
    "http://127.0.0.2:PORT/end",
    "https://127.0.0.1:PORT/end",
    "http://user@127.0.0.1:PORT/end",
    "http://user:word@127.0.0.1:PORT/end",
    "http:\\\\127.0.0.1:PORT\\end",
    "HTTP://127.0.0.1:PORT/end",
    "ftp://127.0.0.1/end",
    "file:///etc/hostname",
    "javascript:alert(1)",
    "http://",
  };
  const char *const statuses[] = { "301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent" };

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
      {
        g_autofree char *words = NULL;

        point_to (self, statuses[j], elsewhere[i], raw_server_get_port (self->other));
        g_test_message ("%s %s", self->status, self->location);
        words = raw_expect (self->transport, "GET", "/start", 10, -RS_ERROR_REJECTED);
        g_assert_nonnull (strstr (words, "another host"));
      }
  g_assert_cmpuint (raw_server_n_requests (self->other), ==, 0);
  g_assert_cmpuint (raw_server_n_connections (self->other), ==, 0);
}

/* The very address of the service, under another of its names or with a user in it. */
static void
test_the_same_service_under_another_name_is_another (Fixture *self, gconstpointer data)
{
  const char *const elsewhere[] = { "http://localhost:PORT/end", "http://127.0.0.2:PORT/end",
                                    "https://127.0.0.1:PORT/end", "http://user@127.0.0.1:PORT/end" };

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_autofree char *words = NULL;

      point_to (self, "307 Temporary", elsewhere[i], raw_server_get_port (self->server));
      words = raw_expect (self->transport, "GET", "/start", 10, -RS_ERROR_REJECTED);
    }
  g_assert_cmpuint (raw_server_n_requests (self->server), ==, G_N_ELEMENTS (elsewhere));
}

static void
test_within_the_service_a_read_is_followed (Fixture *self, gconstpointer data)
{
  const char *const places[]
    = { "/end", "end", "/end\\\\127.0.0.2\\", "//127.0.0.1:PORT/end", "http://127.0.0.1:PORT/end?a=b" };
  const char *const statuses[] = { "301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
      {
        g_autofree char *request = NULL;

        point_to (self, statuses[j], places[i], raw_server_get_port (self->server));
        raw_expect (self->transport, "GET", "/start", 10, 200);
        n += 2;
        request = raw_server_dup_request (self->server, n);
        g_assert_true (g_str_has_prefix (request, "GET /end"));
        g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer planted-marker\r\n"));
      }
}

static void
test_a_write_is_followed_whole_or_not_at_all (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *status;
    int outcome;
    guint n_requests;
  } table[] = {
    { "301 Moved", -RS_ERROR_AMBIGUOUS, 1 },
    { "302 Found", -RS_ERROR_AMBIGUOUS, 1 },
    { "303 See", -RS_ERROR_AMBIGUOUS, 1 },
    { "307 Temporary", 200, 2 },
    { "308 Permanent", 200, 2 },
  };
  const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autofree char *words = NULL;
        g_autofree char *request = NULL;
        g_autofree char *start = g_strdup_printf ("%s /", methods[j]);

        point_to (self, table[i].status, "/end", 0);
        words = raw_expect (self->transport, methods[j], "/start", 10, table[i].outcome);
        n += table[i].n_requests;
        g_assert_cmpuint (raw_server_n_requests (self->server), ==, n);
        request = raw_server_dup_request (self->server, n);
        g_assert_true (g_str_has_prefix (request, start));
        g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"planted\":\"body\"}"));
      }
}

static void
test_a_circle_is_left_after_five_rounds (Fixture *self, gconstpointer data)
{
  g_autofree char *words = NULL;

  point_to (self, "307 Temporary", "/again", 0);
  words = raw_expect (self->transport, "GET", "/start", 10, -RS_ERROR_REJECTED);
  g_assert_nonnull (strstr (words, "without end"));
  g_assert_cmpuint (raw_server_n_requests (self->server), ==, 6);
}

static void
test_plain_http_is_for_this_machine_only (void)
{
  const char *const good[] = {
    "http://127.0.0.1",  "http://127.0.0.1:8080/api",   "http://127.255.3.2/",
    "http://localhost",  "http://LocalHost:80/v2",      "http://[::1]:8080/api",
    "HTTP://127.0.0.1/", "https://service.example/api", "https://service.example:8443",
  };
  const char *const bad[] = {
    NULL,
    "",
    "rackbeat",
    "http://service.example/api",
    "http://127.0.0.1.example/",
    "http://localhost.example/",
    "http://notlocalhost/",
    "http://localhost@service.example/",
    "http://127.0.0.1@service.example/",
    "http://127.0.0.1:80@service.example/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://169.254.169.254/latest",
    "http://128.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://[::]/",
    "http://[::2]/",
    "http://[::ffff:10.0.0.1]/",
    "http:///api",
    "http://",
    "https://",
    "https:///api",
    "https://user@service.example/",
    "https://user:word@service.example/",
    "https://service.example/api?key=value",
    "https://service.example/api#here",
    "https://service.example:99999/",
    "https://service.example\r\nX-Evil: 1/",
    "https://service example/",
    "ftp://127.0.0.1/",
    "file:///etc/hostname",
    "javascript:alert(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_object_unref (raw_transport_new (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i] != NULL ? bad[i] : "(none)");
      g_assert_null (rs_soup_transport_new (bad[i], "Test", &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_REJECTED);
    }
}

/* A path is data's in part: whatever stands in it, it is one request to this service. */
static void
test_no_path_leads_astray (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_strdup_printf ("@127.0.0.1:%u/x", raw_server_get_port (self->other));
  const char *const paths[] = { "", "x", ":1/x", "@service.example/x", other, ".example/x", "?a", "#a" };
  const char *const split[]
    = { "/a\r\nX-Evil: 1", "/a HTTP/1.1\r\nX-Evil: 1\r\n\r\nGET /b", "/a\nX-Evil: 1", "/a\rb" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *words = NULL;

      g_test_message ("%s", paths[i]);
      words = raw_expect (self->transport, "GET", paths[i], 10, -RS_ERROR_REJECTED);
    }
  g_assert_cmpuint (raw_server_n_requests (self->server), ==, 0);
  point_to (self, "200 OK", "/", 0);
  for (guint i = 0; i < G_N_ELEMENTS (split); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RsResponse) response = raw_fetch (self->transport, "GET", split[i], 10, &error);
    }
  for (guint i = 1; i <= raw_server_n_requests (self->server); i++)
    {
      g_autofree char *request = raw_server_dup_request (self->server, i);

      g_assert_null (strstr (request, "\nX-Evil"));
      g_assert_true (g_str_has_prefix (request, "GET /a"));
    }
  g_assert_cmpuint (raw_server_n_requests (self->other), ==, 0);
}

#define ADD(name, function) g_test_add ("/net/soup/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("no-other-host-port-or-scheme-gets-the-key", test_no_other_host_port_or_scheme_gets_the_key);
  ADD ("the-same-service-under-another-name-is-another", test_the_same_service_under_another_name_is_another);
  ADD ("within-the-service-a-read-is-followed", test_within_the_service_a_read_is_followed);
  ADD ("a-write-is-followed-whole-or-not-at-all", test_a_write_is_followed_whole_or_not_at_all);
  ADD ("a-circle-is-left-after-five-rounds", test_a_circle_is_left_after_five_rounds);
  g_test_add_func ("/net/soup/plain-http-is-for-this-machine-only", test_plain_http_is_for_this_machine_only);
  ADD ("no-path-leads-astray", test_no_path_leads_astray);
  return g_test_run ();
}
