/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-key-form.h"

#include "rs-ability-facts.h"
#include "rs-phrases.h"
#include "rs-redact.h"

#include <glib/gi18n.h>

struct _RsKeyForm
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkWidget *key_box;
  AdwEntryRow *account_row;
  AdwPasswordEntryRow *key_row;
  GtkButton *test_button;
  GtkLabel *trouble;
  RsFactGroup *owner;
  RsFactGroup *channels;
  RsFactGroup *abilities;

  RsSession *session; /* (owned) */
  char *service;      /* (owned) */
  char *address;      /* (owned) (nullable) where the service is, as connected before */
  gboolean connected;
  gboolean unread; /* the keyring has not said yet whether there is a key */
};

enum
{
  PROP_0,
  PROP_CONNECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsKeyForm, rs_key_form, ADW_TYPE_BIN)

static gboolean
is_webshipper (RsKeyForm *self)
{
  return g_str_equal (self->service, "webshipper");
}

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
update (RsKeyForm *self)
{
  gboolean complete
    = *get_text (self->key_row) != '\0' && (!is_webshipper (self) || *get_text (self->account_row) != '\0');

  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), complete || self->unread);
  gtk_button_set_label (self->test_button, complete || !self->unread ? _ ("_Test") : _ ("_Open Keyring"));
}

static void
set_busy (RsKeyForm *self, gboolean busy)
{
  gtk_editable_set_editable (GTK_EDITABLE (self->account_row), !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->key_row), !busy);
  if (!busy)
    {
      update (self);
      return;
    }
  gtk_button_set_label (self->test_button,
                        *get_text (self->key_row) != '\0' ? _ ("Testing…") : _ ("Opening…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), FALSE);
}

static void
show_facts (RsFactGroup *group, GPtrArray *facts)
{
  rs_fact_group_show (group, facts);
  g_ptr_array_unref (facts);
}

static void
set_connected (RsKeyForm *self, gboolean connected)
{
  self->connected = connected;
  if (connected)
    {
      /* What was found comes first; another key may be given below it. */
      gtk_box_reorder_child_after (self->box, self->key_box, GTK_WIDGET (self->abilities));
      show_facts (self->owner, rs_owner_facts_list (self->session, self->service));
      show_facts (self->abilities, rs_ability_facts_list (self->session, self->service));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                     is_webshipper (self) ? _ ("Another token") : _ ("Another API key"));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
show_channels (RsKeyForm *self, GPtrArray *channels)
{
  g_autoptr (GPtrArray) facts = rs_facts_new ();

  for (guint i = 0; i < channels->len; i++)
    {
      const RsOrderChannel *channel = g_ptr_array_index (channels, i);

      rs_facts_add (facts, NULL, g_strdup (channel->label != NULL ? channel->label : _ ("No name")), NULL);
    }
  rs_fact_group_show (self->channels, facts);
}

static void
show_trouble (RsKeyForm *self, const GError *error)
{
  g_autofree char *clean = rs_redact (error->message);
  g_autofree char *words = rs_phrase_translate (clean);

  gtk_label_set_label (self->trouble, words);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

static DexFuture *
connect_service (RsKeyForm *self)
{
  RsWorkspace *workspace = rs_session_get_workspace (self->session);
  const char *key = get_text (self->key_row), *account = get_text (self->account_row);
  gboolean same = g_strcmp0 (account, self->address) == 0;

  if (!is_webshipper (self))
    return rs_workspace_connect_rackbeat (workspace, self->address, key);
  return rs_workspace_connect_webshipper (workspace, same ? self->address : NULL, account, key);
}

static DexFuture *
test_fiber (gpointer data)
{
  RsKeyForm *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DexFuture) connecting = connect_service (self);
  gboolean passed = dex_await (dex_ref (connecting), &error);

  set_busy (self, FALSE);
  if (!passed)
    {
      show_trouble (self, error);
      return dex_future_new_true ();
    }
  if (is_webshipper (self))
    show_channels (self, g_value_get_boxed (dex_future_get_value (connecting, NULL)));
  /* It does not stay in memory longer than it is of use. */
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  set_connected (self, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Connected"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return dex_future_new_true ();
}

/* A key that is there need not be given again. */
static DexFuture *
look_for_key_fiber (gpointer data)
{
  RsKeyForm *self = data;
  g_autoptr (GError) error = NULL;
  gboolean again = self->unread;
  gboolean has_key = dex_await_boolean (
    rs_workspace_has_key (rs_session_get_workspace (self->session), self->service), &error);

  self->unread = error != NULL;
  /* Somebody may be testing a key already. */
  if (again || gtk_editable_get_editable (GTK_EDITABLE (self->key_row)))
    set_busy (self, FALSE);
  if (error != NULL)
    show_trouble (self, error);
  else if (has_key)
    set_connected (self, TRUE);
  return dex_future_new_true ();
}

static void
look_for_key (RsKeyForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, look_for_key_fiber, g_object_ref (self), g_object_unref));
}

static void
on_test (RsKeyForm *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->test_button)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  set_busy (self, TRUE);
  if (*get_text (self->key_row) == '\0')
    {
      look_for_key (self);
      return;
    }
  dex_future_disown (dex_scheduler_spawn (NULL, 0, test_fiber, g_object_ref (self), g_object_unref));
}

/* The keyring came up or was unlocked elsewhere. */
static void
on_keyring_opened (RsKeyForm *self)
{
  if (self->unread && *get_text (self->key_row) == '\0')
    on_test (self);
}

static void
rs_key_form_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONNECTED)
    g_value_set_boolean (value, RS_KEY_FORM (object)->connected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_key_form_dispose (GObject *object)
{
  RsKeyForm *self = RS_KEY_FORM (object);

  /* The bin must let go of its child before the template does, which knows it too. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_KEY_FORM);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_key_form_parent_class)->dispose (object);
}

static void
rs_key_form_finalize (GObject *object)
{
  RsKeyForm *self = RS_KEY_FORM (object);

  g_free (self->service);
  g_free (self->address);
  G_OBJECT_CLASS (rs_key_form_parent_class)->finalize (object);
}

static void
rs_key_form_class_init (RsKeyFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_key_form_dispose;
  object_class->finalize = rs_key_form_finalize;
  object_class->get_property = rs_key_form_get_property;
  properties[PROP_CONNECTED] = g_param_spec_boolean (
    "connected", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (RS_TYPE_FACT_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-key-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, box);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, key_box);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, account_row);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, key_row);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, test_button);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, trouble);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, owner);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, channels);
  gtk_widget_class_bind_template_child (widget_class, RsKeyForm, abilities);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
}

static void
rs_key_form_init (RsKeyForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsKeyForm *
rs_key_form_new (RsSession *session, const char *service)
{
  RsKeyForm *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);
  g_return_val_if_fail (service != NULL, NULL);

  self = g_object_new (RS_TYPE_KEY_FORM, NULL);
  self->session = g_object_ref (session);
  self->service = g_strdup (service);
  self->address = rs_workspace_get_address (rs_session_get_workspace (session), service);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 is_webshipper (self) ? _ ("Token") : _ ("API key"));
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), is_webshipper (self));
  if (is_webshipper (self) && self->address != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->account_row), self->address);
  update (self);
  g_signal_connect_object (rs_session_get_workspace (session), "keyring-opened",
                           G_CALLBACK (on_keyring_opened), self, G_CONNECT_SWAPPED);
  look_for_key (self);
  return self;
}

gboolean
rs_key_form_get_connected (RsKeyForm *self)
{
  g_return_val_if_fail (RS_IS_KEY_FORM (self), FALSE);
  return self->connected;
}
