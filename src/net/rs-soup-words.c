/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-soup-words.h"

static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} faults[] = {
  { G_TLS_CERTIFICATE_EXPIRED, "it has expired" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is not valid yet" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "it is for another host name" },
  { G_TLS_CERTIFICATE_REVOKED, "it was revoked" },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "nobody this computer trusts has signed it" },
  { G_TLS_CERTIFICATE_INSECURE, "its signature is too weak" },
};

static char *
describe_certificate (const char *host, GTlsCertificateFlags flags)
{
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (flags & faults[i].flag)
      g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? ", and " : "", faults[i].words);
  if (reasons->len == 0)
    g_string_append (reasons, "it cannot be verified");
  return g_strdup_printf ("The certificate of %s is not accepted: %s. Nothing was sent", host, reasons->str);
}

char *
rs_soup_words (SoupMessage *message, const GError *cause)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags != G_TLS_CERTIFICATE_NO_FLAGS
      || g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return describe_certificate (host, flags);
  if (cause->domain == G_TLS_ERROR)
    return g_strdup_printf ("The secure connection to %s failed: %s", host, cause->message);
  return g_strdup_printf ("%s: %s", host, cause->message);
}
