/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* The forms of Rackbeat's answers: wrappers, refusals, moments (§1.3, §1.4, §1.6). */

void
rs_sbr_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

void
rs_sbr_take (JsonObject *to, JsonObject *from, const char *name)
{
  JsonNode *member = from != NULL ? json_object_get_member (from, name) : NULL;

  if (member != NULL)
    json_object_set_member (to, name, rs_sandbox_copy_node (member));
}

gboolean
rs_sbr_is_true (const char *text)
{
  return text != NULL && (g_str_equal (text, "1") || g_ascii_strcasecmp (text, "true") == 0);
}

gboolean
rs_sbr_contains (const char *text, const char *part)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *folded_part = g_utf8_casefold (part, -1);

  return folded != NULL && strstr (folded, folded_part) != NULL;
}

void
rs_sbr_complain (JsonObject *errors, const char *path, const char *text)
{
  JsonArray *texts = rs_sandbox_array (errors, path);

  if (texts == NULL)
    {
      texts = json_array_new ();
      json_object_set_array_member (errors, path, texts);
    }
  json_array_add_string_element (texts, text);
}

static RsResponse *
respond (guint status, JsonObject *root)
{
  RsResponse *response = rs_sandbox_json_response (status, "application/json", rs_sandbox_object_node (root));

  json_object_unref (root);
  return response;
}

RsResponse *
rs_sbr_invalid_all (JsonObject *errors)
{
  JsonObject *root = json_object_new ();

  json_object_set_object_member (root, "errors", errors);
  return respond (422, root);
}

RsResponse *
rs_sbr_invalid (const char *path, const char *text)
{
  JsonObject *errors = json_object_new ();

  rs_sbr_complain (errors, path, text);
  return rs_sbr_invalid_all (errors);
}

RsResponse *
rs_sbr_refuse (RsSandboxRackbeat *self, const char *path, const char *text)
{
  JsonObject *root;

  if (rs_sbr_is (self, "refusals", "message"))
    return rs_sbr_message (422, text);
  if (rs_sbr_is (self, "refusals", "text"))
    {
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

      return rs_response_new (422, "text/plain; charset=UTF-8", body);
    }
  if (!rs_sbr_is (self, "refusals", "error"))
    return rs_sbr_invalid (path, text);
  root = json_object_new ();
  json_object_set_string_member (root, "error", text);
  return respond (422, root);
}

RsResponse *
rs_sbr_message (guint status, const char *text)
{
  JsonObject *root = json_object_new ();

  json_object_set_string_member (root, "message", text);
  return respond (status, root);
}

RsResponse *
rs_sbr_not_found (void)
{
  return rs_sbr_message (404, "Not found.");
}

RsResponse *
rs_sbr_no_such_call (RsSandboxRackbeat *self, RsRequest *request)
{
  g_autofree char *text = NULL;

  if (rs_sbr_is (self, "unknown_call", "404"))
    return rs_sbr_not_found ();
  text = g_strdup_printf ("The %.10s method is not supported for this route.", request->method);
  return rs_sbr_message (405, text);
}

RsResponse *
rs_sbr_done (void)
{
  return respond (200, json_object_new ());
}

RsResponse *
rs_sbr_single (guint status, const char *name, JsonNode *node)
{
  JsonObject *root = json_object_new ();

  json_object_set_member (root, name, node);
  return respond (status, root);
}

RsResponse *
rs_sbr_show (RsSandboxRackbeat *self, RsRequest *request, guint status, RsRbKind kind, RsRbRecord *record)
{
  JsonNode *node = rs_sbr_presenter (kind) (self, record, request);

  return rs_sbr_single (status, rs_sbr_table (self, kind)->singular,
                        rs_sbr_select (node, rs_request_get_query (request, "fields")));
}

void
rs_sbr_show_time (RsSandboxRackbeat *self, JsonObject *object, const char *name, gint64 at)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) danish
    = utc != NULL ? g_date_time_to_timezone (utc, rs_instant_danish_zone ()) : NULL;
  g_autofree char *text = NULL;

  if (danish != NULL)
    text = g_date_time_format (
      danish, rs_sbr_is_spelt (self, "timestamps", "plain") ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%S%:z");
  rs_sbr_set_text (object, name, text);
}

void
rs_sbr_stamp (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record, RsRequest *request,
              JsonObject *object)
{
  const char *host = request != NULL ? rs_request_get_header (request, "Host") : NULL;
  g_autofree char *base
    = host != NULL ? g_strdup_printf ("http://%s", host) : g_strdup ("https://app.rackbeat.com");
  g_autofree char *url
    = g_strdup_printf ("%s/api/%s/%" G_GINT64_FORMAT, base, rs_sbr_table (self, kind)->path, record->id);

  rs_sbr_show_time (self, object, "created_at", record->created_at);
  rs_sbr_show_time (self, object, "updated_at", record->updated_at);
  json_object_set_string_member (object, "self", url);
}

static void
add_pdf_object (GString *pdf, GString *table, guint number, const char *text)
{
  g_string_append_printf (table, "%010" G_GSIZE_FORMAT " 00000 n \n", pdf->len);
  g_string_append_printf (pdf, "%u 0 obj%s endobj\n", number, text);
}

/* A one-page PDF that readers open, because its cross-reference table is right. */
RsResponse *
rs_sbr_pdf (const char *text)
{
  static const char *const fixed[] = {
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  };
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  g_autofree char *drawing
    = g_strdup_printf ("BT /F1 18 Tf 60 760 Td (%s) Tj ET", g_strdelimit (ascii, "()\\", ' '));
  g_autofree char *stream
    = g_strdup_printf ("<</Length %" G_GSIZE_FORMAT ">>stream\n%s\nendstream", strlen (drawing), drawing);
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GString) table = g_string_new ("0000000000 65535 f \n");
  g_autoptr (GBytes) body = NULL;
  gsize start;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    add_pdf_object (pdf, table, i + 1, fixed[i]);
  add_pdf_object (pdf, table, 5, stream);
  start = pdf->len;
  g_string_append_printf (
    pdf, "xref\n0 6\n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table->str,
    start);
  body = g_string_free_to_bytes (pdf);
  return rs_response_new (200, "application/pdf", body);
}
