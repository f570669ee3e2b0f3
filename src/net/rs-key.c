/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-key.h"

#include <string.h>

#define STRUCK_OUT "[key]"

struct _RsKey
{
  char *token; /* (owned) */
};

RsKey *
rs_key_new (const char *token)
{
  RsKey *self;

  if (token == NULL || *token == '\0')
    return NULL;
  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return NULL;
  self = g_rc_box_new0 (RsKey);
  self->token = g_strdup (token);
  return self;
}

RsKey *
rs_key_ref (RsKey *self)
{
  return g_rc_box_acquire (self);
}

static void
key_clear (gpointer data)
{
  RsKey *self = data;

  explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
}

void
rs_key_unref (RsKey *self)
{
  g_rc_box_release_full (self, key_clear);
}

RsRequest *
rs_key_sign (RsKey *self, const RsRequest *request)
{
  RsRequest *copy = rs_request_copy (request);
  g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);

  rs_request_set_header (copy, "Authorization", authorization);
  explicit_bzero (authorization, strlen (authorization));
  return copy;
}

/* @text without the key, or NULL when it is not in there. (transfer full) (nullable) */
static GBytes *
strike_out (RsKey *self, const char *text, gsize size)
{
  gsize length = strlen (self->token);
  const char *end = text + size;
  const char *found = size > 0 ? memmem (text, size, self->token, length) : NULL;
  GByteArray *clean;

  if (found == NULL)
    return NULL;
  clean = g_byte_array_new ();
  while (found != NULL)
    {
      g_byte_array_append (clean, (const guint8 *) text, found - text);
      g_byte_array_append (clean, (const guint8 *) STRUCK_OUT, strlen (STRUCK_OUT));
      text = found + length;
      found = memmem (text, end - text, self->token, length);
    }
  g_byte_array_append (clean, (const guint8 *) text, end - text);
  return g_byte_array_free_to_bytes (clean);
}

void
rs_key_strike_out (RsKey *self, RsResponse *response)
{
  gsize size = 0;
  const char *body = g_bytes_get_data (response->body, &size);
  g_autoptr (GBytes) clean_body = strike_out (self, body, size);

  if (clean_body != NULL)
    {
      g_bytes_unref (response->body);
      response->body = g_steal_pointer (&clean_body);
    }
  for (guint i = 1; i < response->headers->len; i += 2)
    {
      char *value = g_ptr_array_index (response->headers, i);
      g_autoptr (GBytes) clean = strike_out (self, value, strlen (value));

      if (clean == NULL)
        continue;
      g_free (value);
      g_ptr_array_index (response->headers, i)
        = g_strndup (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean));
    }
}
