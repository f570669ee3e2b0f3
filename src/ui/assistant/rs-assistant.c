/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-assistant.h"

#include "mapping/rs-mapping-view.h"
#include "rs-direction-form.h"
#include "rs-error.h"
#include "rs-key-form.h"
#include "rs-phrases.h"
#include "rs-rehearsal-view.h"
#include "rs-scope-form.h"
#include "rs-set-up.h"
#include "rs-start-row.h"
#include "rs-step-page.h"
#include "rs-welcome-page.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  WELCOME,
  RACKBEAT,
  WEBSHIPPER,
  DIRECTION,
  SCOPE,
  MAPPING,
  REHEARSAL,
  N_PAGES,
};

/* In order; the name is the tag, and what is kept of where one is. */
static const char *const page_names[N_PAGES]
  = { "welcome", "rackbeat", "webshipper", "direction", "scope", "mapping", "rehearsal" };

struct _RsAssistant
{
  AdwBin parent_instance;

  AdwNavigationView *pages;
  RsStepPage *steps[N_PAGES]; /* (unowned) in pages; NULL for the welcome */

  RsSetUp *set_up;        /* (owned) */
  RsMappingList *mapping; /* (owned) */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (RsAssistant, rs_assistant, ADW_TYPE_BIN)

static guint
find_page (const char *name)
{
  for (guint i = 0; i < N_PAGES; i++)
    if (g_strcmp0 (page_names[i], name) == 0)
      return i;
  return WELCOME;
}

static guint
get_place (RsAssistant *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  return page != NULL ? find_page (adw_navigation_page_get_tag (page)) : WELCOME;
}

/* Everything is chosen already: only keys are missing, and nothing else is asked. */
static gboolean
needs_keys_only (RsAssistant *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);

  return policy->direction != RS_DIRECTION_NONE && !policy->is_draft;
}

static gpointer
get_form (RsAssistant *self, guint place)
{
  return rs_step_page_get_content (self->steps[place]);
}

static void
update (RsAssistant *self)
{
  if (self->pages == NULL)
    return;
  rs_step_page_set_complete (self->steps[RACKBEAT],
                             !self->busy && rs_key_form_get_connected (get_form (self, RACKBEAT)));
  rs_step_page_set_complete (self->steps[WEBSHIPPER],
                             !self->busy && rs_key_form_get_connected (get_form (self, WEBSHIPPER)));
  rs_step_page_set_complete (self->steps[DIRECTION], !self->busy);
  rs_step_page_set_complete (self->steps[SCOPE],
                             !self->busy && rs_scope_form_is_complete (get_form (self, SCOPE)));
  rs_step_page_set_complete (self->steps[MAPPING], !self->busy);
  rs_step_page_set_complete (self->steps[REHEARSAL],
                             !self->busy && rs_rehearsal_view_is_complete (get_form (self, REHEARSAL)));
}

static void
set_busy (RsAssistant *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

static void
say (RsAssistant *self, const GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", rs_phrase_of_error (error));
}

/* What most offices want stands there already. */
static void
choose_defaults (RsAssistant *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  g_autofree char *today = rs_start_days_ago (rs_session_get_now (rs_set_up_get_session (self->set_up)), 0);

  if (policy->direction != RS_DIRECTION_NONE)
    return;
  rs_set_up_choose (self->set_up, "set-up", "draft");
  rs_set_up_choose (self->set_up, "direction", "rb-to-ws");
  rs_set_up_choose (self->set_up, "trigger", "shipment");
  rs_set_up_choose (self->set_up, "start", today);
}

/* The only channel, or the only one that is called after Rackbeat. */
static void
choose_channel (RsAssistant *self)
{
  GPtrArray *channels = rs_set_up_get_channels (self->set_up);
  const RsOrderChannel *found = channels->len == 1 ? g_ptr_array_index (channels, 0) : NULL;
  g_autofree char *id = NULL;

  if (rs_set_up_get_policy (self->set_up)->channel_id != 0)
    return;
  for (guint i = 0; i < channels->len && found == NULL; i++)
    {
      const RsOrderChannel *channel = g_ptr_array_index (channels, i);
      g_autofree char *label = channel->label != NULL ? g_utf8_casefold (channel->label, -1) : NULL;

      if (label != NULL && strstr (label, "rackbeat") != NULL)
        found = channel;
    }
  id = found != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, found->id) : NULL;
  if (id != NULL)
    rs_set_up_choose (self->set_up, "channel", id);
}

/* Rates, terms and channels, as they are now and for the channel that was chosen. */
static gboolean
read_registers (RsAssistant *self, GError **error)
{
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self->set_up), error);

  return engine != NULL && dex_await (rs_engine_refresh_registers (engine), error)
         && rs_set_up_read (self->set_up, error);
}

/* A draft has nothing to be surprised by: what is chosen is there when one comes back. */
static void
on_chosen (RsAssistant *self)
{
  update (self);
  if (rs_set_up_get_policy (self->set_up)->is_draft && rs_set_up_is_changed (self->set_up))
    dex_future_disown (rs_set_up_save (self->set_up));
}

/* What has to be there before the page is shown. */
static gboolean
prepare (RsAssistant *self, guint place, GError **error)
{
  if ((place == DIRECTION || place == MAPPING) && !read_registers (self, error))
    return FALSE;
  if (self->pages == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_CANCELLED, "The window was closed");
      return FALSE;
    }
  /* How often each term was used takes a while to read in a large account, and is wanted two pages on. */
  if (place == DIRECTION)
    dex_future_disown (rs_set_up_rehearse (self->set_up));
  if (place == DIRECTION)
    choose_defaults (self);
  if (place == SCOPE)
    choose_channel (self);
  if (place == MAPPING && !rs_mapping_list_read (self->mapping, error))
    return FALSE;
  if (place == MAPPING)
    dex_future_disown (rs_mapping_list_count_orders (self->mapping));
  if (place == REHEARSAL)
    rs_rehearsal_view_look (get_form (self, REHEARSAL));
  return TRUE;
}

static gboolean
go_to (RsAssistant *self, guint place, GError **error)
{
  if (!dex_await (rs_set_up_save (self->set_up), error) || !prepare (self, place, error))
    return FALSE;
  rs_set_up_set_page (self->set_up, page_names[place]);
  return dex_await (rs_set_up_save (self->set_up), error);
}

/* The draft becomes the set-up, and the window starts with it. */
static gboolean
finish (RsAssistant *self, GError **error)
{
  rs_set_up_choose (self->set_up, "set-up", "done");
  rs_set_up_set_page (self->set_up, NULL);
  return dex_await (rs_set_up_save (self->set_up), error);
}

static DexFuture *
next_fiber (gpointer data)
{
  RsAssistant *self = data;
  guint place = get_place (self);
  gboolean last = place == REHEARSAL || (place == WEBSHIPPER && needs_keys_only (self));
  g_autoptr (GError) error = NULL;
  gboolean done = last ? finish (self, &error) : go_to (self, place + 1, &error);

  set_busy (self, FALSE);
  if (self->pages == NULL)
    return dex_future_new_true ();
  if (!done)
    say (self, error);
  else if (last)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.look-again", NULL);
  else
    adw_navigation_view_push_by_tag (self->pages, page_names[place + 1]);
  return dex_future_new_true ();
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsAssistant *self = RS_ASSISTANT (widget);

  if (self->busy)
    return;
  set_busy (self, TRUE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, next_fiber, g_object_ref (self), g_object_unref));
}

/* One step back is kept too. */
static void
on_popped (RsAssistant *self)
{
  guint place = get_place (self);

  rs_set_up_set_page (self->set_up, place != WELCOME ? page_names[place] : NULL);
  dex_future_disown (rs_set_up_save (self->set_up));
}

/* As far as the keys reach that are there: the one to ask for, or N_PAGES. */
static guint
find_missing_key (RsAssistant *self)
{
  RsWorkspace *workspace = rs_session_get_workspace (rs_set_up_get_session (self->set_up));

  for (guint place = RACKBEAT; place <= WEBSHIPPER; place++)
    if (!dex_await_boolean (rs_workspace_has_key (workspace, page_names[place]), NULL))
      return place;
  return N_PAGES;
}

static void
show_pages_up_to (RsAssistant *self, guint place)
{
  adw_navigation_view_replace_with_tags (self->pages, page_names, (int) place + 1);
}

/* Where one was when the window was closed. */
static DexFuture *
resume_fiber (gpointer data)
{
  RsAssistant *self = data;
  g_autoptr (GError) error = NULL;
  guint missing, place;

  if (!rs_set_up_read (self->set_up, &error))
    {
      say (self, error);
      return dex_future_new_true ();
    }
  missing = find_missing_key (self);
  place = MIN (find_page (rs_set_up_get_page (self->set_up)), missing);
  if (needs_keys_only (self))
    place = missing == N_PAGES ? WELCOME : missing;
  set_busy (self, TRUE);
  if (place > WEBSHIPPER && !prepare (self, place, &error))
    {
      say (self, error);
      place = WEBSHIPPER;
    }
  if (self->pages == NULL)
    return dex_future_new_true ();
  set_busy (self, FALSE);
  show_pages_up_to (self, place);
  return dex_future_new_true ();
}

static void
add_step (RsAssistant *self, guint place, const char *title, const char *text, gpointer form)
{
  self->steps[place] = rs_step_page_new (page_names[place], title, text, form);
  adw_navigation_view_add (self->pages, ADW_NAVIGATION_PAGE (self->steps[place]));
}

static void
add_steps (RsAssistant *self, RsSession *session)
{
  adw_navigation_view_add (self->pages, ADW_NAVIGATION_PAGE (rs_welcome_page_new ()));
  add_step (self, RACKBEAT, _ ("Connect Rackbeat"),
            _ ("Make an API key in Rackbeat under Settings, and paste it here. It is one long word."),
            rs_key_form_new (session, "rackbeat"));
  add_step (self, WEBSHIPPER, _ ("Connect Webshipper"),
            _ ("Make an API token in Webshipper under Settings, and paste it here."),
            rs_key_form_new (session, "webshipper"));
  add_step (self, DIRECTION, _ ("What Flows"), _ ("Choose which way orders go, and when."),
            rs_direction_form_new (self->set_up));
  add_step (self, SCOPE, _ ("Which Orders"), _ ("Choose which orders cross. All of it can be changed later."),
            rs_scope_form_new (self->set_up));
  add_step (self, MAPPING, _ ("Delivery Terms and Shipping Rates"),
            _ ("Choose what belongs together. Orders without a match wait for you; nothing is guessed."),
            rs_mapping_view_new (self->mapping));
  add_step (self, REHEARSAL, _ ("Before You Start"),
            _ ("This is what would happen. Nothing is written before you press Start."),
            rs_rehearsal_view_new (self->set_up));
  rs_step_page_set_next_label (self->steps[REHEARSAL], _ ("_Start"));
  g_signal_connect_object (get_form (self, RACKBEAT), "notify::connected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_form (self, WEBSHIPPER), "notify::connected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_form (self, REHEARSAL), "notify::complete", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->set_up, "changed", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
}

static void
rs_assistant_dispose (GObject *object)
{
  RsAssistant *self = RS_ASSISTANT (object);

  /* A fiber that comes back finds nothing to show. */
  self->pages = NULL;
  G_OBJECT_CLASS (rs_assistant_parent_class)->dispose (object);
}

static void
rs_assistant_finalize (GObject *object)
{
  RsAssistant *self = RS_ASSISTANT (object);

  g_clear_object (&self->mapping);
  g_clear_object (&self->set_up);
  G_OBJECT_CLASS (rs_assistant_parent_class)->finalize (object);
}

static void
rs_assistant_class_init (RsAssistantClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_assistant_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "assistant.next", NULL, next_action);
}

static void
rs_assistant_init (RsAssistant *self)
{
  self->pages = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
}

RsAssistant *
rs_assistant_new (RsSession *session)
{
  RsAssistant *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_ASSISTANT, NULL);
  self->set_up = rs_set_up_new (session);
  self->mapping = rs_mapping_list_new (self->set_up);
  add_steps (self, session);
  g_signal_connect_object (self->pages, "popped", G_CALLBACK (on_popped), self, G_CONNECT_SWAPPED);
  update (self);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, resume_fiber, g_object_ref_sink (self), g_object_unref));
  return self;
}
