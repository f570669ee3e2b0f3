/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-request.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RsRequest, rs_request, rs_request_ref, rs_request_unref)

RsRequest *
rs_request_new (const char *method, const char *path)
{
  RsRequest *self = g_atomic_rc_box_new0 (RsRequest);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->timeout = RS_TIMEOUT_DEFAULT;
  return self;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

RsRequest *
rs_request_copy (const RsRequest *self)
{
  RsRequest *copy = rs_request_new (self->method, self->path);

  g_ptr_array_extend (copy->query, self->query, copy_text, NULL);
  g_ptr_array_extend (copy->headers, self->headers, copy_text, NULL);
  if (self->body != NULL)
    rs_request_set_body (copy, self->content_type, self->body);
  copy->timeout = self->timeout;
  copy->priority = self->priority;
  return copy;
}

RsRequest *
rs_request_ref (RsRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
request_clear (gpointer data)
{
  RsRequest *self = data;

  g_free (self->method);
  g_free (self->path);
  g_ptr_array_unref (self->query);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
}

void
rs_request_unref (RsRequest *self)
{
  g_atomic_rc_box_release_full (self, request_clear);
}

void
rs_request_add_query (RsRequest *self, const char *name, const char *value)
{
  g_ptr_array_add (self->query, g_strdup (name));
  g_ptr_array_add (self->query, g_strdup (value));
}

void
rs_request_add_query_int (RsRequest *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  rs_request_add_query (self, name, text);
}

/* A line break would start a header of somebody else's choosing. */
static gboolean
is_one_line (const char *value)
{
  return strpbrk (value, "\r\n") == NULL;
}

void
rs_request_set_header (RsRequest *self, const char *name, const char *value)
{
  g_return_if_fail (is_one_line (name) && strchr (name, ':') == NULL && is_one_line (value));

  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, i), name) == 0)
      {
        g_free (g_ptr_array_index (self->headers, i + 1));
        g_ptr_array_index (self->headers, i + 1) = g_strdup (value);
        return;
      }
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
rs_request_set_body (RsRequest *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (content_type == NULL || is_one_line (content_type));

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
}

gboolean
rs_request_is_read (const RsRequest *self)
{
  return g_str_equal (self->method, "GET") || g_str_equal (self->method, "HEAD");
}

const char *
rs_request_get_query (const RsRequest *self, const char *name)
{
  for (guint i = 0; i + 1 < self->query->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->query, i), name))
      return g_ptr_array_index (self->query, i + 1);
  return NULL;
}

const char *
rs_request_get_header (const RsRequest *self, const char *name)
{
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, i), name) == 0)
      return g_ptr_array_index (self->headers, i + 1);
  return NULL;
}

char *
rs_request_escape (const char *segment)
{
  return g_uri_escape_string (segment, NULL, FALSE);
}

char *
rs_request_dup_target (const RsRequest *self)
{
  GString *target = g_string_new (self->path);

  for (guint i = 0; i + 1 < self->query->len; i += 2)
    {
      g_autofree char *name = g_uri_escape_string (g_ptr_array_index (self->query, i), NULL, FALSE);
      g_autofree char *value = g_uri_escape_string (g_ptr_array_index (self->query, i + 1), NULL, FALSE);

      g_string_append_printf (target, "%c%s=%s", i == 0 ? '?' : '&', name, value);
    }
  return g_string_free (target, FALSE);
}
