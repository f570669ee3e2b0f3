/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include "rs-error.h"

#include <string.h>

/* What stands between a service's bytes and the parser: the parser recurses, so nesting is bounded first, and
 * it takes things that JSON is not. */

#define MAX_DEPTH 64
/* Bytes of \uXXXX. */
#define ESCAPE 6
#define BOM    "\xef\xbb\xbf"

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "The answer is no JSON: %s", what);
  return FALSE;
}

/* The number of a \uXXXX escape at @text, or -1. */
static int
read_escape (const char *text, const char *end)
{
  int code = 0;

  if (end - text < ESCAPE || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < ESCAPE; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      code = code * 16 + g_ascii_xdigit_value (text[i]);
    }
  return code;
}

/* How much of an escape at @text to step over. @is_spoilt when it stands for no character of a text: NUL,
 * where C's texts end, or half a pair, at which the parser gives up the whole answer. */
static gsize
step_over_escape (const char *text, const char *end, gboolean *is_spoilt)
{
  int code = read_escape (text, end), next;

  *is_spoilt = FALSE;
  if (code < 0)
    return 2;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      next = read_escape (text + ESCAPE, end);
      if (next >= 0xdc00 && next <= 0xdfff)
        return 2 * ESCAPE;
    }
  *is_spoilt = code == 0 || (code >= 0xd800 && code <= 0xdfff);
  return ESCAPE;
}

/* Looks once over @text: brackets outside strings never nest deeper than MAX_DEPTH. Where a string holds what
 * is no character,
 * @mended is a copy that has U+FFFD there, so that one spoilt note does not take its whole page away. */
static gboolean
check (const char *text, gsize size, char **mended, GError **error)
{
  const char *end = text + size;
  gboolean in_string = FALSE, is_spoilt;
  int depth = 0;

  for (const char *p = text; p < end;)
    {
      if (in_string && *p == '\\')
        {
          gsize length = step_over_escape (p, end, &is_spoilt);

          if (is_spoilt && *mended == NULL)
            *mended = g_memdup2 (text, size);
          if (is_spoilt)
            memcpy (*mended + (p - text), "\\ufffd", ESCAPE);
          p += length;
          continue;
        }
      if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '{' || *p == '['))
        depth++;
      else if (!in_string && (*p == '}' || *p == ']'))
        depth--;
      if (depth > MAX_DEPTH)
        return fail (error, "it is nested too deeply");
      p++;
    }
  return in_string ? fail (error, "it breaks off in a text") : TRUE;
}

static gboolean
check_start (const char *text, gsize size, GError **error)
{
  gsize start = size >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0 ? strlen (BOM) : 0;

  while (start < size && g_ascii_isspace (text[start]))
    start++;
  if (start == size)
    return fail (error, "it is empty");
  if (text[start] == '<')
    return fail (error, "it is a web page");
  if (text[start] != '{' && text[start] != '[')
    return fail (error, "it is neither object nor array");
  return TRUE;
}

JsonNode *
rs_json_parse (GBytes *bytes, gsize max_size, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autofree char *mended = NULL;
  g_autoptr (JsonParser) parser = NULL;

  if (size > max_size || size > G_MAXSSIZE)
    {
      fail (error, "it is too large");
      return NULL;
    }
  if (!check_start (text, size, error))
    return NULL;
  if (!g_utf8_validate_len (text, size, NULL))
    {
      fail (error, "it is not UTF-8");
      return NULL;
    }
  if (!check (text, size, &mended, error))
    return NULL;

  parser = json_parser_new_immutable ();
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, mended != NULL ? mended : text, (gssize) size, NULL))
    {
      /* The parser's own text may repeat what it read, which can be anything. */
      fail (error, "it is malformed or breaks off");
      return NULL;
    }
  return json_parser_steal_root (parser);
}
