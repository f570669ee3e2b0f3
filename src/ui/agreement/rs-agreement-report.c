/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-report.h"

#include "rs-csv.h"
#include "rs-format.h"
#include "rs-phrases.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Several differences are told one after the other. */
static char *
translate_parts (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "; ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *translated = rs_phrase_translate (parts[i]);

      g_free (parts[i]);
      parts[i] = translated;
    }
  return g_strjoinv ("; ", parts);
}

char *
rs_agreement_row_describe (const RsAgreementRow *row)
{
  if (row->words == NULL)
    return g_strdup ("");
  return rs_verdict_is_disagreement (row->verdict) ? translate_parts (row->words)
                                                   : rs_phrase_translate (row->words);
}

char *
rs_agreement_describe_period (const RsAgreement *agreement, RsInstant now)
{
  g_autofree char *since = rs_format_day (agreement->since);
  g_autofree char *made = rs_format_moment (agreement->made_at, now);
  g_autofree char *orders
    = g_strdup_printf (ngettext ("%u order", "%u orders", agreement->rows->len), agreement->rows->len);

  if (*since == '\0')
    /* Translators: "60 orders · compared 14:05" */
    return g_strdup_printf (_ ("%s · compared %s"), orders, made);
  /* Translators: "60 orders since 3 Nov 2026 · compared 14:05" */
  return g_strdup_printf (_ ("%s since %s · compared %s"), orders, since, made);
}

char *
rs_agreement_describe_result (const RsAgreement *agreement)
{
  guint n = rs_agreement_count_disagreements (agreement);

  if (n == 0)
    return g_strdup (_ ("Both systems agree"));
  return g_strdup_printf (ngettext ("%u order disagrees", "%u orders disagree", n), n);
}

char *
rs_agreement_dup_file_name (const RsAgreement *agreement)
{
  g_autofree char *day = rs_instant_to_string (agreement->made_at);

  /* Translators: the name of a file, with a date */
  return g_strdup_printf (_ ("agreement-%.10s"), day != NULL ? day : "");
}

GArray *
rs_agreement_list (const RsAgreement *agreement, RsVerdict verdict)
{
  static const RsVerdict order[]
    = { RS_VERDICT_MISSING, RS_VERDICT_DIFFERS, RS_VERDICT_SURPLUS, RS_VERDICT_HELD,
        RS_VERDICT_WAITING, RS_VERDICT_MATCHED, RS_VERDICT_STAYS };
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), agreement->rows->len);

  G_STATIC_ASSERT (G_N_ELEMENTS (order) == RS_N_VERDICTS);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint row = 0; (verdict == RS_N_VERDICTS || verdict == order[i]) && row < agreement->rows->len;
         row++)
      if (((RsAgreementRow *) g_ptr_array_index (agreement->rows, row))->verdict == order[i])
        g_array_append_val (rows, row);
  return rows;
}

char *
rs_agreement_to_csv (const RsAgreement *agreement, GArray *rows)
{
  char separator = rs_csv_separator (localeconv ()->decimal_point);
  GString *csv = rs_csv_new ();
  const char *const heads[]
    = { _ ("Order"), _ ("Customer"), _ ("Made"), _ ("Result"), _ ("Why and where"), NULL };

  rs_csv_add_row (csv, separator, heads);
  for (guint i = 0; i < rows->len; i++)
    {
      const RsAgreementRow *row = g_ptr_array_index (agreement->rows, g_array_index (rows, guint, i));
      g_autofree char *made = rs_format_day (row->created_at);
      g_autofree char *words = rs_agreement_row_describe (row);
      const char *const cells[] = { row->number, row->customer != NULL ? row->customer : "",
                                    made,        rs_words_label (rs_words_for_verdict (row->verdict), NULL),
                                    words,       NULL };

      rs_csv_add_row (csv, separator, cells);
    }
  return g_string_free (csv, FALSE);
}
