/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-preview-facts.h"

#include "rs-phrases.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many order numbers are told; the rest is counted. */
#define MAX_NUMBERS 8

static const struct
{
  const char *kind;
  const char *title;
} step_titles[] = {
  { "create-ws-order", N_ ("Go to Webshipper") },
  { "update-ws-order", N_ ("Are updated in Webshipper") },
  { "cancel-ws-order", N_ ("Are cancelled in Webshipper") },
  { "mark-ws-dispatched", N_ ("Are marked as dispatched in Webshipper") },
  { "book-ws-shipment", N_ ("Are booked in Webshipper") },
  { "create-rb-shipment", N_ ("Get a shipment in Rackbeat") },
  { "mark-rb-shipped", N_ ("Are marked as shipped in Rackbeat") },
  { "write-rb-tracking", N_ ("Get their tracking number in Rackbeat") },
  { "create-rb-order", N_ ("Go to Rackbeat") },
  { "book-rb-order", N_ ("Are confirmed in Rackbeat") },
  { "update-rb-order", N_ ("Are updated in Rackbeat") },
  { "delete-rb-order", N_ ("Are deleted in Rackbeat") },
  { "create-rb-customer", N_ ("Go to Rackbeat, with a new customer") },
  { "create-rb-item", N_ ("Go to Rackbeat, with a new item") },
};

static const RsWord what_words[] = {
  [RS_PREVIEW_DONE] = { "done", NULL, "rs-crossed-symbolic", "accent" },
  [RS_PREVIEW_HELD] = { "held", NULL, "rs-held-symbolic", "warning" },
  [RS_PREVIEW_STAYS] = { "stays", NULL, "rs-stays-symbolic", "dim-label" },
};

static const char *
title_of_step (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_titles); i++)
    if (g_str_equal (step_titles[i].kind, kind))
      return _ (step_titles[i].title);
  return kind;
}

static char *
dup_title (const RsPreviewPart *part)
{
  switch (part->what)
    {
    case RS_PREVIEW_DONE:
      return g_strdup (title_of_step (part->word));
    case RS_PREVIEW_HELD:
      return g_strdup (rs_words_problem_title (part->word));
    case RS_PREVIEW_STAYS:
    default:
      return rs_phrase_translate (part->word);
    }
}

char *
rs_preview_describe_orders (guint n_orders, GPtrArray *numbers)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%u order", "%u orders", n_orders), n_orders);
  for (guint i = 0; i < MIN (numbers->len, MAX_NUMBERS); i++)
    g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ",
                            (const char *) g_ptr_array_index (numbers, i));
  if (n_orders > MIN (numbers->len, MAX_NUMBERS) && numbers->len > 0)
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

GPtrArray *
rs_preview_facts_list (const RsPreview *preview, RsPreviewWhat what)
{
  GPtrArray *facts = rs_facts_new ();

  for (guint i = 0; i < preview->parts->len; i++)
    {
      const RsPreviewPart *part = g_ptr_array_index (preview->parts, i);

      if (part->what == what)
        rs_facts_add (facts, &what_words[what], dup_title (part),
                      rs_preview_describe_orders (part->n_orders, part->numbers));
    }
  return facts;
}
