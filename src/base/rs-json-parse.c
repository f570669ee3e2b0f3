/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include "rs-error.h"

#include <string.h>

/* A parser of our own, straight from bytes to nodes: json-glib's takes things that JSON is not, recurses
 * without a bound, gives up a whole page for half an emoji, and takes nine tenths of the time that an order
 * costs to cross. */

#define MAX_DEPTH 64
/* Bytes of \uXXXX. */
#define ESCAPE      6
#define REPLACEMENT 0xfffd
#define BOM         "\xef\xbb\xbf"
/* So many digits fit into a gint64 whatever they are. */
#define SAFE_DIGITS 18

typedef struct
{
  const char *at; /* all there is up to @end is UTF-8 */
  const char *end;
  GString *text;  /* (owned) the string just read, its escapes resolved */
  GString *names; /* (owned) of the members that are being read, one within the other */
} Parser;

static JsonNode *read_value (Parser *self, int depth, GError **error);

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "The answer is no JSON: %s", what);
  return FALSE;
}

static gboolean
fail_malformed (GError **error)
{
  return fail (error, "it is malformed or breaks off");
}

static void
skip_space (Parser *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Steps over @letter, after white space. */
static gboolean
skip (Parser *self, char letter)
{
  skip_space (self);
  if (self->at == self->end || *self->at != letter)
    return FALSE;
  self->at++;
  return TRUE;
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

/* What stands for no character of a text becomes U+FFFD: NUL, where C's texts end, or half a pair. So one
 * spoilt note does not take its whole page away. */
static gboolean
read_unicode (Parser *self)
{
  int code = read_escape (self->at, self->end), next;

  if (code < 0)
    return FALSE;
  self->at += ESCAPE;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      next = read_escape (self->at, self->end);
      if (next >= 0xdc00 && next <= 0xdfff)
        {
          self->at += ESCAPE;
          code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        }
    }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    code = REPLACEMENT;
  g_string_append_unichar (self->text, (gunichar) code);
  return TRUE;
}

static gboolean
read_escaped (Parser *self)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->end - self->at < 2)
    return FALSE;
  if (self->at[1] == 'u')
    return read_unicode (self);
  found = self->at[1] != '\0' ? strchr (letters, self->at[1]) : NULL;
  if (found == NULL)
    return FALSE;
  g_string_append_c (self->text, meanings[found - letters]);
  self->at += 2;
  return TRUE;
}

/* From the opening quote to the closing one, into @text. */
static gboolean
read_string (Parser *self, GError **error)
{
  g_string_truncate (self->text, 0);
  if (!skip (self, '"'))
    return fail_malformed (error);
  for (;;)
    {
      const char *start = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->text, start, self->at - start);
      if (self->at == self->end)
        return fail (error, "it breaks off in a text");
      if (*self->at == '"')
        break;
      if (*self->at != '\\' || !read_escaped (self))
        return fail_malformed (error);
    }
  self->at++;
  return TRUE;
}

static gsize
skip_digits (Parser *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return (gsize) (self->at - start);
}

/* Steps over a number as JSON has it. */
static gboolean
skip_number (Parser *self, gsize *n_digits, gboolean *is_whole)
{
  const char *first;

  if (*self->at == '-')
    self->at++;
  first = self->at;
  *n_digits = skip_digits (self);
  *is_whole = TRUE;
  if (*n_digits == 0 || (*n_digits > 1 && *first == '0'))
    return FALSE;
  if (self->at < self->end && *self->at == '.')
    {
      *is_whole = FALSE;
      self->at++;
      if (skip_digits (self) == 0)
        return FALSE;
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      *is_whole = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (skip_digits (self) == 0)
        return FALSE;
    }
  /* Something follows, if only the bracket that it stands in; so that what reads digits stops in time. */
  return self->at < self->end;
}

static gint64
to_int (const char *digits, gsize n_digits)
{
  gboolean is_negative = *digits == '-';
  gint64 number = 0;

  /* The ends of the range stand for what is beyond them. */
  if (n_digits > SAFE_DIGITS)
    return g_ascii_strtoll (digits, NULL, 10);
  digits += is_negative;
  for (gsize i = 0; i < n_digits; i++)
    number = number * 10 + (digits[i] - '0');
  return is_negative ? -number : number;
}

static JsonNode *
read_number (Parser *self, GError **error)
{
  const char *start = self->at;
  gsize n_digits;
  gboolean is_whole;

  if (!skip_number (self, &n_digits, &is_whole))
    {
      fail_malformed (error);
      return NULL;
    }
  return is_whole ? json_node_init_int (json_node_alloc (), to_int (start, n_digits))
                  : json_node_init_double (json_node_alloc (), g_ascii_strtod (start, NULL));
}

static gboolean
skip_word (Parser *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static JsonNode *
read_word (Parser *self, GError **error)
{
  if (skip_word (self, "null"))
    return json_node_init_null (json_node_alloc ());
  if (skip_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (skip_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  fail_malformed (error);
  return NULL;
}

static gboolean
read_member (Parser *self, JsonObject *object, int depth, GError **error)
{
  gsize name = self->names->len;
  JsonNode *value;

  if (!read_string (self, error))
    return FALSE;
  if (!skip (self, ':'))
    return fail_malformed (error);
  g_string_append_len (self->names, self->text->str, (gssize) self->text->len + 1);
  value = read_value (self, depth, error);
  if (value != NULL)
    json_object_set_member (object, self->names->str + name, value);
  g_string_truncate (self->names, name);
  return value != NULL;
}

static JsonNode *
read_object (Parser *self, int depth, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->at++;
  if (!skip (self, '}'))
    {
      do
        if (!read_member (self, object, depth, error))
          return NULL;
      while (skip (self, ','));
      if (!skip (self, '}'))
        {
          fail_malformed (error);
          return NULL;
        }
    }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_array (Parser *self, int depth, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->at++;
  if (!skip (self, ']'))
    {
      do
        {
          JsonNode *element = read_value (self, depth, error);

          if (element == NULL)
            return NULL;
          json_array_add_element (array, element);
        }
      while (skip (self, ','));
      if (!skip (self, ']'))
        {
          fail_malformed (error);
          return NULL;
        }
    }
  return json_node_init_array (json_node_alloc (), array);
}

/* A value that is @depth levels deep. */
static JsonNode *
read_value (Parser *self, int depth, GError **error)
{
  skip_space (self);
  if (self->at == self->end)
    {
      fail_malformed (error);
      return NULL;
    }
  if ((*self->at == '{' || *self->at == '[') && depth >= MAX_DEPTH)
    {
      fail (error, "it is nested too deeply");
      return NULL;
    }
  switch (*self->at)
    {
    case '{':
      return read_object (self, depth + 1, error);
    case '[':
      return read_array (self, depth + 1, error);
    case '"':
      return read_string (self, error) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
    case 't':
    case 'f':
    case 'n':
      return read_word (self, error);
    default:
      return read_number (self, error);
    }
}

/* Steps over what may stand before the first bracket. */
static gboolean
check_start (Parser *self, GError **error)
{
  skip_word (self, BOM);
  skip_space (self);
  if (self->at == self->end)
    return fail (error, "it is empty");
  if (*self->at == '<')
    return fail (error, "it is a web page");
  if (*self->at != '{' && *self->at != '[')
    return fail (error, "it is neither object nor array");
  return TRUE;
}

static JsonNode *
parse (Parser *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (!check_start (self, error))
    return NULL;
  if (!g_utf8_validate_len (self->at, (gsize) (self->end - self->at), NULL))
    {
      fail (error, "it is not UTF-8");
      return NULL;
    }
  node = read_value (self, 0, error);
  if (node == NULL)
    return NULL;
  skip_space (self);
  if (self->at < self->end)
    {
      fail_malformed (error);
      return NULL;
    }
  return g_steal_pointer (&node);
}

JsonNode *
rs_json_parse (GBytes *bytes, gsize max_size, GError **error)
{
  gsize size;
  const char *content = g_bytes_get_data (bytes, &size);
  const char *text = content != NULL ? content : ""; /* NULL for no bytes at all */
  Parser parser = { text, text + size, NULL, NULL };
  JsonNode *node;

  if (size > max_size || size > G_MAXSSIZE)
    {
      fail (error, "it is too large");
      return NULL;
    }
  parser.text = g_string_new (NULL);
  parser.names = g_string_new (NULL);
  node = parse (&parser, error);
  g_string_free (parser.text, TRUE);
  g_string_free (parser.names, TRUE);
  return node;
}
