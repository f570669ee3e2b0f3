/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-row-view.h"

#include "rs-agreement-report.h"
#include "rs-outside.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsAgreementItem
{
  GObject parent_instance;

  RsAgreement *agreement; /* (owned) */
  guint row;
};

G_DEFINE_FINAL_TYPE (RsAgreementItem, rs_agreement_item, G_TYPE_OBJECT)

static void
rs_agreement_item_finalize (GObject *object)
{
  g_clear_pointer (&RS_AGREEMENT_ITEM (object)->agreement, rs_agreement_unref);
  G_OBJECT_CLASS (rs_agreement_item_parent_class)->finalize (object);
}

static void
rs_agreement_item_class_init (RsAgreementItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_agreement_item_finalize;
}

static void
rs_agreement_item_init (RsAgreementItem *self)
{
}

RsAgreementItem *
rs_agreement_item_new (RsAgreement *agreement, guint row)
{
  RsAgreementItem *self = g_object_new (RS_TYPE_AGREEMENT_ITEM, NULL);

  self->agreement = rs_agreement_ref (agreement);
  self->row = row;
  return self;
}

const RsAgreementRow *
rs_agreement_item_get_row (RsAgreementItem *self)
{
  g_return_val_if_fail (RS_IS_AGREEMENT_ITEM (self), NULL);
  return g_ptr_array_index (self->agreement->rows, self->row);
}

#define LEFT_TO_RIGHT_MARK   "\xE2\x80\x8E"
#define RIGHT_TO_LEFT_MARK   "\xE2\x80\x8F"
#define FIRST_STRONG_ISOLATE "\xE2\x81\xA8"

struct _RsAgreementRowView
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *order;
  GtkLabel *verdict;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (RsAgreementRowView, rs_agreement_row_view, ADW_TYPE_BIN)

static void
rs_agreement_row_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_AGREEMENT_ROW_VIEW);
  G_OBJECT_CLASS (rs_agreement_row_view_parent_class)->dispose (object);
}

static void
rs_agreement_row_view_class_init (RsAgreementRowViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_agreement_row_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/RackShip/ui/rs-agreement-row-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RsAgreementRowView, icon);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementRowView, order);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementRowView, verdict);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementRowView, words);
}

static void
rs_agreement_row_view_init (RsAgreementRowView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsAgreementRowView *
rs_agreement_row_view_new (void)
{
  return g_object_new (RS_TYPE_AGREEMENT_ROW_VIEW, NULL);
}

/* A number does not say which way it is read: a customer's name that runs the other way must not do so for
 * both. (transfer full) */
static char *
direct (const char *order)
{
  gboolean leftwards = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  if (strstr (order, FIRST_STRONG_ISOLATE) == NULL)
    return g_strdup (order);
  return g_strconcat (leftwards ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK, order, NULL);
}

void
rs_agreement_row_view_show (RsAgreementRowView *self, const RsAgreementRow *row)
{
  const RsWord *word = rs_words_for_verdict (row->verdict);
  const char *const classes[] = { word->style, NULL };
  g_autofree char *described = rs_agreement_row_describe (row);
  g_autofree char *words = rs_outside_block (described);
  g_autofree char *customer = rs_outside_line (row->customer);
  g_autofree char *order = row->customer != NULL
                             /* Translators: an order's number and its customer */
                             ? g_strdup_printf (C_ ("agreement", "%s · %s"), row->number, customer)
                             : g_strdup (row->number);
  g_autofree char *directed = direct (order);

  g_return_if_fail (RS_IS_AGREEMENT_ROW_VIEW (self));

  gtk_image_set_from_icon_name (self->icon, word->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char **) classes);
  gtk_label_set_label (self->order, directed);
  gtk_label_set_label (self->verdict, rs_words_label (word, NULL));
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words), *words != '\0');
}

char *
rs_agreement_row_view_read_out (RsAgreementRowView *self)
{
  g_return_val_if_fail (RS_IS_AGREEMENT_ROW_VIEW (self), NULL);
  return g_strdup_printf ("%s. %s. %s", gtk_label_get_label (self->order),
                          gtk_label_get_label (self->verdict), gtk_label_get_label (self->words));
}
