/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-fold.h"
#include "rs-redact.h"
#include "rs-webshipper-codec.h"

#include <string.h>

#define MAX_BODY   (1024 * 1024)
#define MAX_ERRORS 20
#define MAX_TEXT   300
#define MAX_REASON 1000

/* `detail` is "<name> - <message>" for validations and the carrier's own words for bookings; `title` is the
 * bare message, or what kind of trouble it is (§1.6, §8.6). The title is said only where the detail does not
 * hold it already. */
static char *
read_text (const RsJson *item)
{
  g_autofree char *title_whole = rs_json_dup_string (item, "title", RS_JSON_LENIENT);
  g_autofree char *detail_whole = rs_json_dup_string (item, "detail", RS_JSON_LENIENT);
  g_autofree char *title = rs_text_excerpt (title_whole != NULL ? title_whole : "", MAX_TEXT);
  g_autofree char *detail = rs_text_excerpt (detail_whole != NULL ? detail_whole : "", MAX_TEXT);

  if (detail[0] == '\0')
    return g_steal_pointer (&title);
  if (title[0] == '\0' || strstr (detail, title) != NULL)
    return g_steal_pointer (&detail);
  return g_strdup_printf ("%s: %s", title, detail);
}

static char *
read_pointer (const RsJson *item)
{
  RsJson source;
  g_autofree char *pointer = NULL;

  if (!rs_json_object (item, "source", RS_JSON_LENIENT, &source))
    return NULL;
  pointer = rs_json_dup_string (&source, "pointer", RS_JSON_LENIENT);
  return pointer != NULL ? rs_text_excerpt (pointer, MAX_TEXT) : NULL;
}

static gboolean
is_ext_ref (const char *code, const char *pointer)
{
  return g_strcmp0 (code, "100") == 0 && pointer != NULL && strstr (pointer, "ext_ref") != NULL;
}

static void
read_item (const RsJson *item, GString *texts, RsWsRefusal *out)
{
  g_autofree char *text = read_text (item);
  g_autofree char *code = rs_json_dup_string (item, "code", RS_JSON_LENIENT);
  g_autofree char *pointer = read_pointer (item);

  if (text[0] != '\0')
    g_string_append_printf (texts, "%s%s", texts->len > 0 ? "; " : "", text);
  /* The first error names the refusal, unless a later one is about ext_ref: that may mean "it exists
   * already". */
  if ((out->code == NULL && out->pointer == NULL)
      || (is_ext_ref (code, pointer) && !is_ext_ref (out->code, out->pointer)))
    {
      g_free (out->code);
      out->code = code != NULL ? rs_text_excerpt (code, 20) : NULL;
      g_set_str (&out->pointer, pointer);
    }
}

static gboolean
read_errors (const RsJsonValue *refusal, GString *texts, RsWsRefusal *out)
{
  RsJson root, errors, item;

  rs_json_init (&root, refusal, "refusal");
  if (rs_json_array (&root, "errors", RS_JSON_LENIENT, &errors))
    for (guint i = 0; i < MIN (rs_json_length (&errors), MAX_ERRORS); i++)
      {
        rs_json_element (&errors, i, &item);
        read_item (&item, texts, out);
      }
  return rs_json_finish (&root, NULL) && texts->len > 0;
}

static char *
read_raw (GBytes *body)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", MIN (size, MAX_TEXT * 4));
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *excerpt = rs_text_excerpt (g_strstrip (valid), MAX_TEXT);

  return excerpt[0] != '\0' ? rs_redact (excerpt) : g_strdup ("no reason was given");
}

void
rs_webshipper_read_refusal (GBytes *body, RsWsRefusal *out)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, NULL);
  g_autoptr (GString) texts = g_string_new (NULL);

  *out = (RsWsRefusal) { 0 };
  if (tree != NULL && read_errors (rs_json_tree_root (tree), texts, out))
    {
      g_autofree char *excerpt = rs_text_excerpt (texts->str, MAX_REASON);

      out->text = rs_redact (excerpt);
    }
  else
    out->text = read_raw (body);
}

void
rs_ws_refusal_clear (RsWsRefusal *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->pointer, g_free);
}
