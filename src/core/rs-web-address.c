/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-web-address.h"

#include <string.h>

#define RACKBEAT_HOST   "app.rackbeat.com"
#define WEBSHIPPER_API  ".api.webshipper.io"
#define WEBSHIPPER_HOST ".webshipper.io"

char *
rs_web_address (const char *service, const char *api_address)
{
  g_autoptr (GUri) uri = api_address != NULL ? g_uri_parse (api_address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    return NULL;
  if (g_str_equal (service, "rackbeat") && g_ascii_strcasecmp (host, RACKBEAT_HOST) == 0)
    return g_strdup ("https://" RACKBEAT_HOST "/");
  if (g_str_equal (service, "webshipper") && g_str_has_suffix (host, WEBSHIPPER_API))
    {
      g_autofree char *account = g_strndup (host, strlen (host) - strlen (WEBSHIPPER_API));

      return *account != '\0' && strchr (account, '.') == NULL
               ? g_strconcat ("https://", account, WEBSHIPPER_HOST "/", NULL)
               : NULL;
    }
  return NULL;
}
