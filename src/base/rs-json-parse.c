/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include "rs-error.h"

#include <string.h>

/* What stands between a service's bytes and the parser: the parser recurses, so nesting is bounded first, and it takes things
 * that JSON is not. */

#define MAX_DEPTH 64

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "The answer is no JSON: %s", what);
  return FALSE;
}

/* Brackets outside strings never nest deeper than MAX_DEPTH. */
static gboolean
check_depth (const char *text, gsize size, GError **error)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
          continue;
        }
      if (text[i] == '"')
        in_string = TRUE;
      else if (text[i] == '{' || text[i] == '[')
        depth++;
      else if (text[i] == '}' || text[i] == ']')
        depth--;
      if (depth > MAX_DEPTH)
        return fail (error, "it is nested too deeply");
    }
  return in_string ? fail (error, "it breaks off in a text") : TRUE;
}

JsonNode *
rs_json_parse (GBytes *bytes, gsize max_size, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) failure = NULL;
  gsize start = 0;

  if (size > max_size)
    {
      fail (error, "it is too large");
      return NULL;
    }
  while (start < size && g_ascii_isspace (text[start]))
    start++;
  if (start == size)
    {
      fail (error, "it is empty");
      return NULL;
    }
  if (text[start] != '{' && text[start] != '[')
    {
      fail (error, text[start] == '<' ? "it is a web page" : "it is neither object nor array");
      return NULL;
    }
  if (!g_utf8_validate_len (text, size, NULL))
    {
      fail (error, "it is not UTF-8");
      return NULL;
    }
  if (!check_depth (text, size, error))
    return NULL;

  parser = json_parser_new_immutable ();
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, text, (gssize) size, &failure))
    {
      /* The parser's own text may repeat what it read, which can be anything. */
      fail (error, "it is malformed or breaks off");
      return NULL;
    }
  return json_parser_steal_root (parser);
}
