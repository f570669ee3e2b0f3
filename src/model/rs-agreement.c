/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement.h"

G_DEFINE_BOXED_TYPE (RsAgreement, rs_agreement, rs_agreement_ref, rs_agreement_unref)

static const char *const words[] = { "matched", "waiting", "held", "stays", "missing", "differs", "surplus" };

G_STATIC_ASSERT (G_N_ELEMENTS (words) == RS_N_VERDICTS);

const char *
rs_verdict_word (RsVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < RS_N_VERDICTS, "?");
  return words[verdict];
}

gboolean
rs_verdict_parse (const char *word, RsVerdict *out)
{
  for (guint i = 0; i < RS_N_VERDICTS; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
rs_verdict_is_disagreement (RsVerdict verdict)
{
  return verdict == RS_VERDICT_MISSING || verdict == RS_VERDICT_DIFFERS || verdict == RS_VERDICT_SURPLUS;
}

void
rs_agreement_row_free (RsAgreementRow *self)
{
  g_free (self->case_key);
  g_free (self->number);
  g_free (self->customer);
  g_free (self->words);
  g_free (self);
}

RsAgreement *
rs_agreement_new (RsInstant since, RsInstant now)
{
  RsAgreement *self = g_atomic_rc_box_new0 (RsAgreement);

  self->since = since;
  self->made_at = now;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_agreement_row_free);
  return self;
}

RsAgreement *
rs_agreement_ref (RsAgreement *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
agreement_clear (gpointer data)
{
  RsAgreement *self = data;

  g_ptr_array_unref (self->rows);
}

void
rs_agreement_unref (RsAgreement *self)
{
  g_atomic_rc_box_release_full (self, agreement_clear);
}

void
rs_agreement_add (RsAgreement *self, RsAgreementRow *row)
{
  self->counts[row->verdict]++;
  g_ptr_array_add (self->rows, row);
}

guint
rs_agreement_count_disagreements (const RsAgreement *self)
{
  guint n = 0;

  for (guint i = 0; i < RS_N_VERDICTS; i++)
    if (rs_verdict_is_disagreement (i))
      n += self->counts[i];
  return n;
}
