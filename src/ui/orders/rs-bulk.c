/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-bulk.h"

#include "rs-cases.h"
#include "rs-engine.h"
#include "rs-error.h"
#include "rs-json.h"
#include "rs-phrases.h"
#include "rs-redact.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many orders at once: the services' lanes give the pace, this only keeps them full. */
#define AT_ONCE 4
/* So many different reasons are told. */
#define MAX_REASONS 3

struct _RsBulk
{
  GObject parent_instance;

  RsSession *session;   /* (owned) */
  RsEngine *engine;     /* (owned) */
  GPtrArray *case_keys; /* (owned) (element-type utf8) */
  RsBulkKind kind;
  guint next; /* the first of the keys that nobody has begun with */
  guint done; /* tried, with whatever result */
  gboolean stopped;
  GPtrArray *changed;  /* (owned) (element-type utf8) unowned: those it was done to */
  GHashTable *reasons; /* (owned) why not, in the user's language → how many */
};

enum
{
  PROP_0,
  PROP_DONE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsBulk, rs_bulk, G_TYPE_OBJECT)

typedef struct
{
  const char *case_key;
  RsCaseRow *row; /* (owned) (nullable) */
} Reading;

static gboolean
read_row (RsDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  self->row = rs_cases_get_row (db, self->case_key, error);
  return self->row != NULL;
}

/* As it stands now. (transfer full) (nullable) */
static RsCaseRow *
get_row (RsBulk *self, const char *case_key)
{
  Reading reading = { case_key, NULL };

  rs_store_read (rs_session_get_store (self->session), read_row, &reading, NULL);
  return reading.row;
}

static gboolean
has_crossed (const RsCaseRow *row)
{
  return g_str_equal (row->state, RS_CASE_STATE_CROSSED) || g_str_equal (row->state, RS_CASE_STATE_PARTLY)
         || g_str_equal (row->state, RS_CASE_STATE_SHIPPED);
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, words);
  return FALSE;
}

static gboolean
send (RsBulk *self, const char *case_key, GError **error)
{
  g_autoptr (RsCaseRow) before = get_row (self, case_key);
  g_autoptr (RsCaseRow) after = NULL;

  if (before != NULL && has_crossed (before))
    return refuse (error, "It is there already");
  if (!dex_await (rs_engine_retry (self->engine, case_key), error))
    return FALSE;
  after = get_row (self, case_key);
  if (after != NULL && !has_crossed (after))
    return refuse (error, after->next != NULL ? after->next : "Under way");
  return TRUE;
}

/* A shipment is made only when the engine says it is proven. */
static gboolean
take_answer (const char *text, gboolean wants_booking, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, RS_JSON_MAX_STRING, error);
  JsonObject *answer;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "Under way");
  answer = json_node_get_object (node);
  if (g_strcmp0 (json_object_get_string_member_with_default (answer, "state", NULL), "done") != 0)
    return refuse (error, json_object_get_string_member_with_default (answer, "text", "Under way"));
  if (wants_booking && json_object_get_string_member_with_default (answer, "ws_shipment_id", NULL) == NULL)
    return refuse (error, "The shipment is made, but its parcels are not booked yet.");
  return TRUE;
}

static gboolean
ship (RsBulk *self, const char *case_key, GError **error)
{
  g_autoptr (RsCaseRow) row = get_row (self, case_key);
  gboolean wants_booking = self->kind == RS_BULK_SHIP_AND_BOOK;
  g_autofree char *answer = NULL;
  gint64 number = 0;

  if (row == NULL || !g_ascii_string_to_signed (row->number, 10, 1, G_MAXINT64, &number, NULL))
    return refuse (error, "It is no order in Rackbeat yet");
  answer = dex_await_string (rs_engine_ship (self->engine, number, NULL, wants_booking), error);
  return answer != NULL && take_answer (answer, wants_booking, error);
}

static gboolean
do_one (RsBulk *self, const char *case_key, GError **error)
{
  switch (self->kind)
    {
    case RS_BULK_SEND:
      return send (self, case_key, error);
    case RS_BULK_HOLD:
      return dex_await (rs_engine_hold_back (self->engine, case_key), error);
    case RS_BULK_LET_GO:
      return dex_await (rs_engine_let_go (self->engine, case_key), error);
    case RS_BULK_SHIP:
    case RS_BULK_SHIP_AND_BOOK:
      return ship (self, case_key, error);
    case RS_N_BULKS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
stops_all (const GError *error)
{
  return error->domain == RS_ERROR
         && (error->code == RS_ERROR_AUTH || error->code == RS_ERROR_OFFLINE
             || error->code == RS_ERROR_STORAGE);
}

static void
count_reason (RsBulk *self, const char *english)
{
  g_autofree char *clean = rs_redact (english);
  char *words = rs_phrase_translate (clean);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->reasons, words));

  g_hash_table_replace (self->reasons, words, GUINT_TO_POINTER (n + 1));
}

static DexFuture *
work_fiber (gpointer data)
{
  RsBulk *self = data;

  while (!self->stopped && self->next < self->case_keys->len)
    {
      char *case_key = g_ptr_array_index (self->case_keys, self->next++);
      g_autoptr (GError) error = NULL;

      if (do_one (self, case_key, &error))
        g_ptr_array_add (self->changed, case_key);
      else
        count_reason (self, error->message);
      if (error != NULL && stops_all (error))
        self->stopped = TRUE;
      self->done++;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
    }
  return dex_future_new_true ();
}

static void
rs_bulk_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_DONE)
    g_value_set_uint (value, RS_BULK (object)->done);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_bulk_finalize (GObject *object)
{
  RsBulk *self = RS_BULK (object);

  g_object_unref (self->session);
  g_clear_object (&self->engine);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->case_keys);
  g_hash_table_unref (self->reasons);
  G_OBJECT_CLASS (rs_bulk_parent_class)->finalize (object);
}

static void
rs_bulk_class_init (RsBulkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rs_bulk_finalize;
  object_class->get_property = rs_bulk_get_property;
  properties[PROP_DONE]
    = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_bulk_init (RsBulk *self)
{
  self->changed = g_ptr_array_new ();
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RsBulk *
rs_bulk_new (RsSession *session, RsBulkKind kind, GPtrArray *case_keys)
{
  RsBulk *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);
  g_return_val_if_fail (rs_session_get_engine (session) != NULL, NULL);

  self = g_object_new (RS_TYPE_BULK, NULL);
  self->session = g_object_ref (session);
  self->engine = g_object_ref (rs_session_get_engine (session));
  self->kind = kind;
  self->case_keys = g_ptr_array_ref (case_keys);
  return self;
}

DexFuture *
rs_bulk_run (RsBulk *self)
{
  g_autoptr (GPtrArray) workers = g_ptr_array_new_with_free_func (dex_unref);

  dex_return_error_if_fail (RS_IS_BULK (self));

  for (guint i = 0; i < AT_ONCE; i++)
    g_ptr_array_add (workers, dex_scheduler_spawn (NULL, 0, work_fiber, g_object_ref (self), g_object_unref));
  return dex_future_allv ((DexFuture **) workers->pdata, workers->len);
}

void
rs_bulk_stop (RsBulk *self)
{
  g_return_if_fail (RS_IS_BULK (self));
  self->stopped = TRUE;
}

RsBulkKind
rs_bulk_get_kind (RsBulk *self)
{
  g_return_val_if_fail (RS_IS_BULK (self), RS_N_BULKS);
  return self->kind;
}

guint
rs_bulk_get_done (RsBulk *self)
{
  g_return_val_if_fail (RS_IS_BULK (self), 0);
  return self->done;
}

guint
rs_bulk_get_total (RsBulk *self)
{
  g_return_val_if_fail (RS_IS_BULK (self), 0);
  return self->case_keys->len;
}

char *
rs_bulk_describe_progress (RsBulk *self)
{
  g_return_val_if_fail (RS_IS_BULK (self), NULL);

  switch (self->kind)
    {
    case RS_BULK_SEND:
      /* Translators: how far it is: orders done of all orders chosen. So are the next ones. */
      return g_strdup_printf (_ ("Sending: %u of %u orders"), self->done, self->case_keys->len);
    case RS_BULK_HOLD:
      return g_strdup_printf (_ ("Holding back: %u of %u orders"), self->done, self->case_keys->len);
    case RS_BULK_LET_GO:
      return g_strdup_printf (_ ("Letting go: %u of %u orders"), self->done, self->case_keys->len);
    case RS_BULK_SHIP:
    case RS_BULK_SHIP_AND_BOOK:
    case RS_N_BULKS:
    default:
      return g_strdup_printf (_ ("Making shipments: %u of %u orders"), self->done, self->case_keys->len);
    }
}

static char *
describe_done (RsBulk *self)
{
  guint n = self->changed->len;

  switch (self->kind)
    {
    case RS_BULK_SEND:
      return g_strdup_printf (ngettext ("%u order sent", "%u orders sent", n), n);
    case RS_BULK_HOLD:
      return g_strdup_printf (ngettext ("%u order held back", "%u orders held back", n), n);
    case RS_BULK_LET_GO:
      return g_strdup_printf (ngettext ("%u order let go", "%u orders let go", n), n);
    case RS_BULK_SHIP:
      return g_strdup_printf (ngettext ("%u shipment made", "%u shipments made", n), n);
    case RS_BULK_SHIP_AND_BOOK:
    case RS_N_BULKS:
    default:
      return g_strdup_printf (ngettext ("%u shipment made and booked", "%u shipments made and booked", n), n);
    }
}

static int
compare_reasons (gconstpointer a, gconstpointer b, gpointer reasons)
{
  guint n_a = GPOINTER_TO_UINT (g_hash_table_lookup (reasons, *(const char *const *) a));
  guint n_b = GPOINTER_TO_UINT (g_hash_table_lookup (reasons, *(const char *const *) b));

  return n_a != n_b ? (n_a < n_b ? 1 : -1) : strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_reasons (RsBulk *self, GString *text)
{
  g_autoptr (GPtrArray) reasons = g_hash_table_get_keys_as_ptr_array (self->reasons);

  g_ptr_array_sort_with_data (reasons, compare_reasons, self->reasons);
  for (guint i = 0; i < reasons->len && i < MAX_REASONS; i++)
    {
      const char *reason = g_ptr_array_index (reasons, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->reasons, reason));

      g_string_append_c (text, '\n');
      /* Translators: how many orders something was not done to, and why */
      g_string_append_printf (text, ngettext ("%u not: %s", "%u not: %s", n), n, reason);
    }
  if (reasons->len > MAX_REASONS)
    g_string_append_printf (text, "\n%s", _ ("Others for other reasons: see What happens next"));
}

char *
rs_bulk_describe_result (RsBulk *self)
{
  g_autofree char *done = NULL;
  GString *text;
  guint n_left;

  g_return_val_if_fail (RS_IS_BULK (self), NULL);

  done = describe_done (self);
  text = g_string_new (done);
  append_reasons (self, text);
  n_left = self->case_keys->len - self->next;
  if (n_left > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%u not tried", "%u not tried", n_left), n_left);
    }
  return g_string_free (text, FALSE);
}

RsBulk *
rs_bulk_reverse (RsBulk *self)
{
  g_autoptr (GPtrArray) case_keys = NULL;

  g_return_val_if_fail (RS_IS_BULK (self), NULL);

  if ((self->kind != RS_BULK_HOLD && self->kind != RS_BULK_LET_GO) || self->changed->len == 0
      || rs_session_get_engine (self->session) == NULL)
    return NULL;
  case_keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->changed->len; i++)
    g_ptr_array_add (case_keys, g_strdup (g_ptr_array_index (self->changed, i)));
  return rs_bulk_new (self->session, self->kind == RS_BULK_HOLD ? RS_BULK_LET_GO : RS_BULK_HOLD, case_keys);
}
