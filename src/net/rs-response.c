/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-response.h"

G_DEFINE_BOXED_TYPE (RsResponse, rs_response, rs_response_ref, rs_response_unref)

RsResponse *
rs_response_new (guint status, const char *content_type, GBytes *body)
{
  RsResponse *self = g_atomic_rc_box_new0 (RsResponse);

  self->status = status;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("", 0);
  if (content_type != NULL)
    rs_response_set_header (self, "Content-Type", content_type);
  return self;
}

RsResponse *
rs_response_ref (RsResponse *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
response_clear (gpointer data)
{
  RsResponse *self = data;

  g_ptr_array_unref (self->headers);
  g_bytes_unref (self->body);
}

void
rs_response_unref (RsResponse *self)
{
  g_atomic_rc_box_release_full (self, response_clear);
}

void
rs_response_set_header (RsResponse *self, const char *name, const char *value)
{
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

const char *
rs_response_get_header (const RsResponse *self, const char *name)
{
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, i), name) == 0)
      return g_ptr_array_index (self->headers, i + 1);
  return NULL;
}

gboolean
rs_response_is_success (const RsResponse *self)
{
  return self->status >= 200 && self->status < 300;
}
