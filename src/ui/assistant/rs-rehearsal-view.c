/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rehearsal-view.h"

#include "rs-facts.h"
#include "rs-phrases.h"
#include "rs-preview-facts.h"
#include "rs-preview-view.h"
#include "rs-redact.h"

#include <glib/gi18n.h>

struct _RsRehearsalView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *trouble;
  GtkBox *coverage_box;
  GtkLabel *coverage;
  GtkProgressBar *bar;
  RsFactGroup *holes;
  RsPreviewView *preview;

  RsSetUp *set_up; /* (owned) */
  gboolean looking;
  gboolean complete;
};

enum
{
  PROP_0,
  PROP_COMPLETE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const RsWord hole_word = { "hole", NULL, "rs-held-symbolic", "warning" };

G_DEFINE_FINAL_TYPE (RsRehearsalView, rs_rehearsal_view, ADW_TYPE_BIN)

static void
set_complete (RsRehearsalView *self, gboolean complete)
{
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/* The rate as it is mapped now: the rehearsal may be older than the mapping. */
static gboolean
is_covered (const RsPolicy *policy, const RsTermUse *use)
{
  gint64 rate = rs_policy_rate_for_term (policy, use->term);

  return rate != 0 && rs_policy_get_rate (policy, rate) != NULL;
}

static void
show_coverage (RsRehearsalView *self, const RsRehearsal *rehearsal)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  g_autoptr (GPtrArray) facts = rs_facts_new ();
  g_autofree char *text = NULL;
  guint n_covered = 0, share;

  for (guint i = 0; i < rehearsal->uses->len; i++)
    {
      const RsTermUse *use = g_ptr_array_index (rehearsal->uses, i);

      if (is_covered (policy, use))
        n_covered += use->numbers->len;
      else
        rs_facts_add (facts, &hole_word, g_strdup (use->name != NULL ? use->name : _ ("No delivery term")),
                      rs_preview_describe_orders (use->numbers->len, use->numbers));
    }
  share = rehearsal->n_orders > 0 ? 100 * n_covered / rehearsal->n_orders : 0;
  text = rehearsal->n_orders > 0
           ? g_strdup_printf (_ ("%u %% of the orders of the last 90 days have a shipping rate: %u of %u"),
                              share, n_covered, rehearsal->n_orders)
           : g_strdup (_ ("There are no orders of the last 90 days to try the mapping on"));
  gtk_label_set_label (self->coverage, text);
  gtk_progress_bar_set_fraction (self->bar, share / 100.0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), rehearsal->n_orders > 0);
  rs_fact_group_show (self->holes, facts);
}

static void
show_trouble (RsRehearsalView *self, const GError *error)
{
  g_autofree char *clean = rs_redact (error->message);
  g_autofree char *words = rs_phrase_translate (clean);

  gtk_label_set_label (self->trouble, words);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

/* Where orders come from Webshipper, what was ordered there tells of rates, which the preview shows. */
static gboolean
rehearse (RsRehearsalView *self, GError **error)
{
  gboolean outbound = rs_set_up_get_policy (self->set_up)->direction != RS_DIRECTION_WS_TO_RB;
  g_autoptr (RsRehearsal) rehearsal
    = outbound ? dex_await_boxed (rs_set_up_rehearse (self->set_up), error) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->coverage_box), outbound);
  if (rehearsal != NULL)
    show_coverage (self, rehearsal);
  return rehearsal != NULL || !outbound;
}

static DexFuture *
look_fiber (gpointer data)
{
  RsRehearsalView *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self->set_up), &error);
  g_autoptr (RsPreview) preview = NULL;

  if (engine != NULL && rs_set_up_read (self->set_up, &error) && rehearse (self, &error)
      && dex_await (rs_engine_sync_once (engine, RS_SYNC_PERSON | RS_SYNC_PREVIEW), &error))
    preview = dex_await_boxed (rs_set_up_preview (self->set_up), &error);
  self->looking = FALSE;
  if (self->stack == NULL)
    return dex_future_new_true ();
  if (preview == NULL)
    {
      show_trouble (self, error);
      return dex_future_new_true ();
    }
  rs_preview_view_show (self->preview, preview);
  gtk_stack_set_visible_child_name (self->stack, "result");
  set_complete (self, TRUE);
  return dex_future_new_true ();
}

void
rs_rehearsal_view_look (RsRehearsalView *self)
{
  g_return_if_fail (RS_IS_REHEARSAL_VIEW (self));

  if (self->looking)
    return;
  self->looking = TRUE;
  set_complete (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  dex_future_disown (dex_scheduler_spawn (NULL, 0, look_fiber, g_object_ref (self), g_object_unref));
}

static void
rs_rehearsal_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_COMPLETE)
    g_value_set_boolean (value, RS_REHEARSAL_VIEW (object)->complete);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_rehearsal_view_dispose (GObject *object)
{
  RsRehearsalView *self = RS_REHEARSAL_VIEW (object);

  /* The bin must let go of its child before the template does, which knows it too. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_REHEARSAL_VIEW);
  g_clear_object (&self->set_up);
  G_OBJECT_CLASS (rs_rehearsal_view_parent_class)->dispose (object);
}

static void
rs_rehearsal_view_class_init (RsRehearsalViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_rehearsal_view_dispose;
  object_class->get_property = rs_rehearsal_view_get_property;
  properties[PROP_COMPLETE] = g_param_spec_boolean (
    "complete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (RS_TYPE_FACT_GROUP);
  g_type_ensure (RS_TYPE_PREVIEW_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-rehearsal-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, stack);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, trouble);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, coverage_box);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, coverage);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, bar);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, holes);
  gtk_widget_class_bind_template_child (widget_class, RsRehearsalView, preview);
  gtk_widget_class_bind_template_callback (widget_class, rs_rehearsal_view_look);
}

static void
rs_rehearsal_view_init (RsRehearsalView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsRehearsalView *
rs_rehearsal_view_new (RsSetUp *set_up)
{
  RsRehearsalView *self;

  g_return_val_if_fail (RS_IS_SET_UP (set_up), NULL);

  self = g_object_new (RS_TYPE_REHEARSAL_VIEW, NULL);
  self->set_up = g_object_ref (set_up);
  return self;
}

gboolean
rs_rehearsal_view_is_complete (RsRehearsalView *self)
{
  g_return_val_if_fail (RS_IS_REHEARSAL_VIEW (self), FALSE);
  return self->complete;
}
