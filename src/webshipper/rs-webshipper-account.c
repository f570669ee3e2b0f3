/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"

#include <string.h>

#define DOMAIN    ".webshipper.io"
#define MAX_LABEL 63 /* of a host name */

/* Without the blanks of any script, and the invisible marks, that come along when people copy from a page. */
static char *
strip_blanks (const char *text)
{
  GString *result = g_string_new (NULL);
  gsize end = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_blank = g_unichar_isspace (c) || g_unichar_iszerowidth (c);

      if (result->len == 0 && is_blank)
        continue;
      g_string_append_unichar (result, c);
      if (!is_blank)
        end = result->len;
    }
  g_string_truncate (result, end);
  return g_string_free (result, FALSE);
}

static gboolean
cut_suffix (char *text, const char *suffix)
{
  if (!g_str_has_suffix (text, suffix))
    return FALSE;
  text[strlen (text) - strlen (suffix)] = '\0';
  return TRUE;
}

/* The host of a URL, or of what looks like the rest of one: no scheme, path or port. NULL for a port that is
 * none. */
static char *
host_of (const char *text)
{
  static const char *const schemes[] = { "https://", "http://", "//" };
  g_autofree char *host = NULL;
  char *colon;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (text, schemes[i]))
      {
        text += strlen (schemes[i]);
        break;
      }
  host = g_strndup (text, strcspn (text, "/?#"));
  colon = strchr (host, ':');
  if (colon != NULL)
    {
      gsize digits = strspn (colon + 1, "0123456789");

      if (digits == 0 || digits > 5 || colon[1 + digits] != '\0')
        return NULL;
      *colon = '\0';
    }
  cut_suffix (host, ".");
  return g_steal_pointer (&host);
}

/* Hosts of the vendor itself, which are nobody's account. */
static gboolean
is_reserved (const char *name)
{
  static const char *const reserved[] = { "api", "www", "docs", "support", "help", "staging" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (g_str_equal (name, reserved[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_account (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= MAX_LABEL && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length
         && name[0] != '-' && name[length - 1] != '-' && !is_reserved (name);
}

char *
rs_webshipper_account_from_text (const char *text)
{
  g_autofree char *stripped = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *host = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  stripped = strip_blanks (text);
  lower = g_ascii_strdown (stripped, -1);
  host = host_of (lower);
  if (host == NULL)
    return NULL;
  /* "acme.api.staging.webshipper.io" keeps its dots and is refused below: it is another service (§1.1). */
  if (cut_suffix (host, DOMAIN))
    cut_suffix (host, ".api");
  return is_account (host) ? g_steal_pointer (&host) : NULL;
}

char *
rs_webshipper_base_url (const char *account)
{
  return g_strdup_printf ("https://%s.api" DOMAIN "/v2", account);
}
