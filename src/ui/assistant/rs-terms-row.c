/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-terms-row.h"

#include <glib/gi18n.h>

struct _RsTermsRow
{
  AdwExpanderRow parent_instance;

  RsSetUp *set_up;  /* (owned) */
  GPtrArray *marks; /* (owned) of AdwSwitchRow, one a term */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RsTermsRow, rs_terms_row, ADW_TYPE_EXPANDER_ROW)

static gint64 *
get_number (gpointer mark)
{
  return g_object_get_data (G_OBJECT (mark), "number");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const RsDeliveryTerm *x = a, *y = b;

  return g_utf8_collate (x->name != NULL ? x->name : "", y->name != NULL ? y->name : "");
}

static void
describe (RsTermsRow *self, guint n_chosen)
{
  g_autofree char *words = NULL;

  if (n_chosen == 0)
    words = g_strdup (_ ("All cross"));
  else
    /* Translators: how many of all delivery terms cross */
    words = g_strdup_printf (_ ("%u of %u cross"), n_chosen, self->marks->len);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
}

/* None chosen is all. */
static void
on_marked (RsTermsRow *self)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n_chosen = 0;

  if (self->updating)
    return;
  for (guint i = 0; i < self->marks->len; i++)
    {
      gpointer mark = g_ptr_array_index (self->marks, i);

      if (!adw_switch_row_get_active (ADW_SWITCH_ROW (mark)))
        continue;
      g_string_append_printf (numbers, "%s%" G_GINT64_FORMAT, n_chosen > 0 ? "," : "", *get_number (mark));
      n_chosen++;
    }
  describe (self, n_chosen);
  rs_set_up_choose (self->set_up, "only-terms", numbers->str);
}

static void
add_mark (RsTermsRow *self, const RsDeliveryTerm *term)
{
  GtkWidget *mark = adw_switch_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (mark), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (mark), term->name != NULL ? term->name : _ ("No name"));
  g_object_set_data_full (G_OBJECT (mark), "number", g_memdup2 (&term->number, sizeof term->number), g_free);
  g_signal_connect_object (mark, "notify::active", G_CALLBACK (on_marked), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), mark);
  g_ptr_array_add (self->marks, mark);
}

/* As many as are known by now: they are read once both services are connected. */
static void
fill (RsTermsRow *self, const RsPolicy *policy)
{
  g_autoptr (GList) terms = NULL;

  if (g_hash_table_size (policy->terms) == self->marks->len)
    return;
  for (guint i = 0; i < self->marks->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->marks, i));
  g_ptr_array_set_size (self->marks, 0);
  terms = g_list_sort (g_hash_table_get_values (policy->terms), compare_names);
  for (GList *l = terms; l != NULL; l = l->next)
    add_mark (self, l->data);
}

static void
update (RsTermsRow *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  guint n_chosen = 0;

  self->updating = TRUE;
  fill (self, policy);
  for (guint i = 0; i < self->marks->len; i++)
    {
      gpointer mark = g_ptr_array_index (self->marks, i);
      gboolean chosen
        = policy->filter_terms != NULL && g_hash_table_contains (policy->filter_terms, get_number (mark));

      adw_switch_row_set_active (ADW_SWITCH_ROW (mark), chosen);
      n_chosen += chosen;
    }
  describe (self, n_chosen);
  self->updating = FALSE;
}

static void
rs_terms_row_dispose (GObject *object)
{
  RsTermsRow *self = RS_TERMS_ROW (object);

  g_clear_object (&self->set_up);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  G_OBJECT_CLASS (rs_terms_row_parent_class)->dispose (object);
}

static void
rs_terms_row_class_init (RsTermsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_terms_row_dispose;
}

static void
rs_terms_row_init (RsTermsRow *self)
{
  self->marks = g_ptr_array_new ();
}

void
rs_terms_row_set_set_up (RsTermsRow *self, RsSetUp *set_up)
{
  g_return_if_fail (RS_IS_TERMS_ROW (self));
  g_return_if_fail (self->set_up == NULL);

  self->set_up = g_object_ref (set_up);
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
