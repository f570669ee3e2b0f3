/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-json-tree-private.h"

#include <string.h>

/* A parser of our own, straight from bytes to a tree: json-glib's takes things that JSON is not, recurses
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
  GString *text;    /* (owned) a string with escapes, resolved */
  RsJsonTree *tree; /* what is built */
  GArray *open;     /* (owned) the values of the brackets that are not yet closed, one within the other */
} Parser;

static gboolean read_value (Parser *self, int depth, const char *name, GError **error);

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

/* The letters that stand for themselves: all but controls, the quote and the backslash. */
static gboolean
is_plain (char letter)
{
  return (guchar) letter >= 0x20 && letter != '"' && letter != '\\';
}

static void
skip_letters (Parser *self)
{
  const char *at = self->at, *end = self->end;

  while (at < end && is_plain (*at))
    at++;
  self->at = at;
}

/* From an escape on, to the closing quote. */
static gboolean
resolve_escapes (Parser *self, GError **error)
{
  while (self->at < self->end && *self->at != '"')
    {
      const char *start;

      if (*self->at != '\\' || !read_escaped (self))
        return fail_malformed (error);
      start = self->at;
      skip_letters (self);
      g_string_append_len (self->text, start, self->at - start);
    }
  return self->at < self->end || fail (error, "it breaks off in a text");
}

/* From the opening quote to the closing one. NULL after a failure. */
static const char *
read_string (Parser *self, gsize *length, GError **error)
{
  const char *start, *kept;

  if (!skip (self, '"'))
    {
      fail_malformed (error);
      return NULL;
    }
  start = self->at;
  skip_letters (self);
  *length = (gsize) (self->at - start);
  if (self->at < self->end && *self->at == '"')
    kept = rs_json_tree_keep_text (self->tree, start, *length);
  else
    {
      g_string_truncate (self->text, 0);
      g_string_append_len (self->text, start, (gssize) *length);
      if (!resolve_escapes (self, error))
        return NULL;
      *length = self->text->len;
      kept = rs_json_tree_keep_text (self->tree, self->text->str, *length);
    }
  self->at++;
  return kept;
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

static gboolean
read_number (Parser *self, RsJsonValue *value, GError **error)
{
  const char *start = self->at;
  gsize n_digits;
  gboolean is_whole;

  if (!skip_number (self, &n_digits, &is_whole))
    return fail_malformed (error);
  value->type = is_whole ? RS_JSON_INTEGER : RS_JSON_DOUBLE;
  if (is_whole)
    value->integer = to_int (start, n_digits);
  else
    value->number = g_ascii_strtod (start, NULL);
  return TRUE;
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

static gboolean
read_word (Parser *self, RsJsonValue *value, GError **error)
{
  if (skip_word (self, "null"))
    {
      value->type = RS_JSON_NULL;
      return TRUE;
    }
  value->type = RS_JSON_BOOLEAN;
  value->boolean = skip_word (self, "true");
  return value->boolean || skip_word (self, "false") || fail_malformed (error);
}

static gboolean
read_text (Parser *self, RsJsonValue *value, GError **error)
{
  gsize length = 0;

  value->type = RS_JSON_STRING;
  value->string = read_string (self, &length, error);
  value->length = (guint32) length;
  return value->string != NULL;
}

static gboolean
read_member (Parser *self, int depth, GError **error)
{
  gsize length;
  const char *name = read_string (self, &length, error);

  if (name == NULL)
    return FALSE;
  if (!skip (self, ':'))
    return fail_malformed (error);
  return read_value (self, depth, name, error);
}

/* What stood between two brackets leaves the pile for a place of its own. */
static void
take_elements (Parser *self, RsJsonValue *value, guint n_before)
{
  gsize size;

  value->length = self->open->len - n_before;
  size = value->length * sizeof (RsJsonValue);
  if (value->length == 0)
    return;
  value->elements = memcpy (rs_json_tree_allocate (self->tree, size),
                            &g_array_index (self->open, RsJsonValue, n_before), size);
  g_array_set_size (self->open, n_before);
}

/* An object or an array, which is @depth levels deep. */
static gboolean
read_bracket (Parser *self, int depth, RsJsonValue *value, GError **error)
{
  char close = *self->at == '{' ? '}' : ']';
  guint n_before = self->open->len;

  value->type = *self->at == '{' ? RS_JSON_OBJECT : RS_JSON_ARRAY;
  if (depth >= MAX_DEPTH)
    return fail (error, "it is nested too deeply");
  self->at++;
  if (!skip (self, close))
    {
      do
        if (value->type == RS_JSON_OBJECT ? !read_member (self, depth + 1, error)
                                          : !read_value (self, depth + 1, NULL, error))
          return FALSE;
      while (skip (self, ','));
      if (!skip (self, close))
        return fail_malformed (error);
    }
  take_elements (self, value, n_before);
  return TRUE;
}

/* Reads a value that is @depth levels deep, called @name where it is a member, onto the pile. */
static gboolean
read_value (Parser *self, int depth, const char *name, GError **error)
{
  RsJsonValue value = { .name = name };
  gboolean is_read;

  skip_space (self);
  if (self->at == self->end)
    return fail_malformed (error);
  value.source = self->at;
  switch (*self->at)
    {
    case '{':
    case '[':
      is_read = read_bracket (self, depth, &value, error);
      break;
    case '"':
      is_read = read_text (self, &value, error);
      break;
    case 't':
    case 'f':
    case 'n':
      is_read = read_word (self, &value, error);
      break;
    default:
      is_read = read_number (self, &value, error);
    }
  value.source_length = (guint32) (self->at - value.source);
  if (is_read)
    g_array_append_val (self->open, value);
  return is_read;
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

static gboolean
parse (Parser *self, GError **error)
{
  if (!check_start (self, error))
    return FALSE;
  if (!g_utf8_validate_len (self->at, (gsize) (self->end - self->at), NULL))
    return fail (error, "it is not UTF-8");
  if (!read_value (self, 0, NULL, error))
    return FALSE;
  skip_space (self);
  if (self->at < self->end)
    return fail_malformed (error);
  rs_json_tree_set_root (self->tree, &g_array_index (self->open, RsJsonValue, 0));
  return TRUE;
}

RsJsonTree *
rs_json_tree_parse (GBytes *bytes, gsize max_size, GError **error)
{
  gsize size;
  const char *content = g_bytes_get_data (bytes, &size);
  const char *text = content != NULL ? content : ""; /* NULL for no bytes at all */
  Parser parser = { .at = text, .end = text + size };
  gboolean is_read;

  if (size > max_size || size > G_MAXINT32)
    {
      fail (error, "it is too large");
      return NULL;
    }
  parser.text = g_string_new (NULL);
  parser.open = g_array_sized_new (FALSE, FALSE, sizeof (RsJsonValue), 64);
  parser.tree = rs_json_tree_new (bytes);
  is_read = parse (&parser, error);
  g_string_free (parser.text, TRUE);
  g_array_unref (parser.open);
  if (!is_read)
    g_clear_pointer (&parser.tree, rs_json_tree_free);
  return parser.tree;
}

RsJsonTree *
rs_json_tree_parse_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;

  return bytes != NULL ? rs_json_tree_parse (bytes, G_MAXINT32, error) : NULL;
}
