/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-soup-transport.h"

#include "rs-error.h"
#include "rs-soup-exchange.h"

#include <string.h>

struct _RsSoupTransport
{
  GObject parent_instance;
  SoupSession *session; /* (owned) */
  GUri *base;           /* (owned) */
  char *base_text;      /* (owned) without a slash at its end */
};

/* Whatever the path is, it leads to the service and nowhere else. */
static DexFuture *
soup_send (RsTransport *transport, RsRequest *request)
{
  RsSoupTransport *self = RS_SOUP_TRANSPORT (transport);
  g_autofree char *target = rs_request_dup_target (request);
  g_autofree char *text = g_strconcat (self->base_text, target, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (*target != '/' || uri == NULL || !rs_soup_same_origin (self->base, uri))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED, "The address of the request is malformed");
  return rs_soup_exchange (self->session, request, uri);
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = soup_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsSoupTransport, rs_soup_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static void
rs_soup_transport_finalize (GObject *object)
{
  RsSoupTransport *self = RS_SOUP_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->base, g_uri_unref);
  g_free (self->base_text);
  G_OBJECT_CLASS (rs_soup_transport_parent_class)->finalize (object);
}

static void
rs_soup_transport_class_init (RsSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_soup_transport_finalize;
}

static void
rs_soup_transport_init (RsSoupTransport *self)
{
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* GUri lets white space pass. */
static gboolean
is_one_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
      return FALSE;
  return TRUE;
}

static gboolean
check_base (GUri *base, GError **error)
{
  const char *scheme = base != NULL ? g_uri_get_scheme (base) : NULL;
  const char *host = base != NULL ? g_uri_get_host (base) : NULL;

  if (host == NULL || *host == '\0' || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
      || g_uri_get_userinfo (base) != NULL || g_uri_get_query (base) != NULL
      || g_uri_get_fragment (base) != NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "This is not a web address that can be used");
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unencrypted http is not accepted for %s: use https",
                   host);
      return FALSE;
    }
  return TRUE;
}

RsTransport *
rs_soup_transport_new (const char *base_url, const char *user_agent, GError **error)
{
  g_autoptr (GUri) base
    = base_url != NULL && is_one_word (base_url) ? g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  RsSoupTransport *self;

  if (!check_base (base, error))
    return NULL;

  self = g_object_new (RS_TYPE_SOUP_TRANSPORT, NULL);
  self->base = g_steal_pointer (&base);
  self->base_text = g_strdup (base_url);
  while (g_str_has_suffix (self->base_text, "/"))
    self->base_text[strlen (self->base_text) - 1] = '\0';
  /* The whole exchange is timed by us; the session's own idle time-out only has to be longer. */
  self->session = soup_session_new_with_options ("user-agent", user_agent, "timeout", 180, "idle-timeout", 30,
                                                 "max-conns-per-host", 8, NULL);
  if (is_loopback (g_uri_get_host (self->base)))
    soup_session_set_proxy_resolver (self->session, NULL);
  return RS_TRANSPORT (self);
}
