/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox.h"

#include "rs-error.h"
#include "rs-sandbox-auditor.h"
#include "rs-sandbox-service.h"

struct _RsSandbox
{
  GObject parent_instance;

  RsSandboxContext context;     /* its parts are owned */
  RsSandboxService *rackbeat;   /* (owned) */
  RsSandboxService *webshipper; /* (owned) */
  RsTransport *control;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsSandbox, rs_sandbox, G_TYPE_OBJECT)

/* The control interface: what tests and other people's hands use. */
#define RS_TYPE_CONTROL_DESK (rs_control_desk_get_type ())
G_DECLARE_FINAL_TYPE (RsControlDesk, rs_control_desk, RS, CONTROL_DESK, GObject)

struct _RsControlDesk
{
  GObject parent_instance;
  RsSandbox *sandbox; /* (unowned): it owns us */
};

static JsonNode *
audit (RsSandbox *self, gint64 grace)
{
  g_autoptr (JsonNode) world = rs_sandbox_get_world (self);

  return rs_sandbox_auditor_report (json_node_get_object (world),
                                    rs_ledger_get_entries (self->context.ledger),
                                    rs_clock_now (self->context.clock), grace * RS_INSTANT_SECOND);
}

static RsResponse *
answer (JsonNode *node)
{
  return rs_sandbox_json_response (200, "application/json", node);
}

static RsResponse *
refuse (guint status, const char *text)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_string_member (root, "error", text);
  return rs_sandbox_json_response (status, "application/json", rs_sandbox_object_node (root));
}

static RsResponse *
handle_act (RsSandbox *self, JsonObject *body)
{
  const char *service = rs_sandbox_string (body, "service");
  const char *action = rs_sandbox_string (body, "action");
  g_autofree char *number = NULL;
  const char *id = rs_sandbox_string (body, "id");
  g_autoptr (GError) error = NULL;
  RsSandboxService *target;
  JsonNode *result;

  if (id == NULL && json_object_has_member (body, "id"))
    id = number = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) rs_sandbox_number (body, "id"));
  if (action == NULL || (g_strcmp0 (service, "rackbeat") != 0 && g_strcmp0 (service, "webshipper") != 0))
    return refuse (422, "service is \"rackbeat\" or \"webshipper\", and action a word");
  target = g_str_equal (service, "rackbeat") ? self->rackbeat : self->webshipper;
  result = rs_sandbox_service_act (target, action, id, body, &error);
  return result != NULL ? answer (result) : refuse (422, error->message);
}

static RsResponse *
handle_switches (RsSandbox *self, JsonObject *body)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  g_autoptr (GError) error = NULL;

  json_object_iter_init (&iter, body);
  while (json_object_iter_next (&iter, &name, &member))
    {
      const char *value = rs_sandbox_string (body, name);

      if (value == NULL)
        return refuse (422, "Each value is a text");
      if (!rs_switches_set (self->context.switches, name, value, &error))
        return refuse (422, error->message);
    }
  return answer (rs_switches_describe (self->context.switches));
}

static JsonNode *
describe_acts (RsSandbox *self)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_member (root, "rackbeat", rs_sandbox_service_describe_acts (self->rackbeat));
  json_object_set_member (root, "webshipper", rs_sandbox_service_describe_acts (self->webshipper));
  return rs_sandbox_object_node (root);
}

static JsonNode *
describe_ledger (RsSandbox *self)
{
  GPtrArray *entries = rs_ledger_get_entries (self->context.ledger);
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (list, rs_sandbox_copy (g_ptr_array_index (entries, i)));
  return json_node_init_array (json_node_alloc (), list);
}

static JsonNode *
describe_time (RsSandbox *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *now = rs_instant_to_string (rs_clock_now (self->context.clock));

  json_object_set_string_member (root, "now", now);
  json_object_set_boolean_member (root, "can_advance", RS_IS_VIRTUAL_CLOCK (self->context.clock));
  return rs_sandbox_object_node (root);
}

static RsResponse *
handle_time (RsSandbox *self, JsonObject *body)
{
  double seconds = rs_sandbox_number (body, "advance_seconds");

  if (!RS_IS_VIRTUAL_CLOCK (self->context.clock))
    return refuse (422, "This sandbox runs by the real clock, which nobody moves");
  if (!(seconds > 0 && seconds <= 366.0 * 86400))
    return refuse (422, "advance_seconds is above zero and at most a year");
  rs_virtual_clock_advance (RS_VIRTUAL_CLOCK (self->context.clock), (gint64) (seconds * RS_INSTANT_SECOND));
  return answer (describe_time (self));
}

static RsResponse *
handle_audit (RsSandbox *self, RsRequest *request)
{
  const char *grace = rs_request_get_query (request, "grace");
  gint64 seconds = 0;

  if (grace != NULL && !g_ascii_string_to_signed (grace, 10, 0, G_MAXINT32, &seconds, NULL))
    return refuse (422, "grace is a whole number of seconds");
  return answer (audit (self, seconds));
}

static RsResponse *
control_get (RsSandbox *self, RsRequest *request)
{
  if (g_str_equal (request->path, "/world"))
    return answer (rs_sandbox_get_world (self));
  if (g_str_equal (request->path, "/audit"))
    return handle_audit (self, request);
  if (g_str_equal (request->path, "/requests"))
    return answer (rs_sandbox_get_requests (self));
  if (g_str_equal (request->path, "/switches"))
    return answer (rs_sandbox_describe_switches (self));
  if (g_str_equal (request->path, "/faults"))
    return answer (rs_faults_describe (self->context.faults));
  if (g_str_equal (request->path, "/acts"))
    return answer (describe_acts (self));
  if (g_str_equal (request->path, "/ledger"))
    return answer (describe_ledger (self));
  if (g_str_equal (request->path, "/time"))
    return answer (describe_time (self));
  return refuse (
    404,
    "There are /world, /audit?grace=seconds, /requests, /switches, /faults, /acts, /ledger, /time to read and /act, "
    "/faults, /switches, /requests/reset, /time to write");
}

static RsResponse *
control_post (RsSandbox *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (request->path, "/requests/reset"))
    {
      rs_sandbox_service_reset_counts (self->rackbeat);
      rs_sandbox_service_reset_counts (self->webshipper);
      return answer (rs_sandbox_get_requests (self));
    }
  if (body == NULL)
    return refuse (400, "The body is one JSON object");
  if (g_str_equal (request->path, "/act"))
    return handle_act (self, body);
  if (g_str_equal (request->path, "/switches"))
    return handle_switches (self, body);
  if (g_str_equal (request->path, "/time"))
    return handle_time (self, body);
  if (g_str_equal (request->path, "/faults"))
    return rs_faults_add (self->context.faults, body, &error)
             ? answer (rs_faults_describe (self->context.faults))
             : refuse (422, error->message);
  return control_get (self, request);
}

static DexFuture *
control_send (RsTransport *transport, RsRequest *request)
{
  RsSandbox *self = ((RsControlDesk *) transport)->sandbox;
  RsResponse *response
    = g_str_equal (request->method, "POST") ? control_post (self, request) : control_get (self, request);

  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, response);
}

static void
control_iface_init (RsTransportInterface *iface)
{
  iface->send = control_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsControlDesk, rs_control_desk, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, control_iface_init))

static void
rs_control_desk_class_init (RsControlDeskClass *klass)
{
}

static void
rs_control_desk_init (RsControlDesk *self)
{
}

JsonNode *
rs_sandbox_get_world (RsSandbox *self)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_member (root, "rackbeat", rs_sandbox_service_dump (self->rackbeat));
  json_object_set_member (root, "webshipper", rs_sandbox_service_dump (self->webshipper));
  return rs_sandbox_object_node (root);
}

JsonNode *
rs_sandbox_audit (RsSandbox *self)
{
  return audit (self, 0);
}

JsonNode *
rs_sandbox_get_requests (RsSandbox *self)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_object_member (root, "rackbeat", rs_sandbox_service_get_counts (self->rackbeat));
  json_object_set_object_member (root, "webshipper", rs_sandbox_service_get_counts (self->webshipper));
  return rs_sandbox_object_node (root);
}

JsonNode *
rs_sandbox_describe_switches (RsSandbox *self)
{
  return rs_switches_describe (self->context.switches);
}

gboolean
rs_sandbox_set_switch (RsSandbox *self, const char *assignment, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);

  if (parts[0] == NULL || parts[1] == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "A switch is set as name=value, not as \"%.60s\"",
                   assignment);
      return FALSE;
    }
  return rs_switches_set (self->context.switches, parts[0], parts[1], error);
}

void
rs_sandbox_populate (RsSandbox *self, guint orders)
{
  rs_sandbox_rackbeat_populate (self->rackbeat, orders);
  rs_sandbox_webshipper_populate (self->webshipper);
}

RsTransport *
rs_sandbox_get_transport (RsSandbox *self, RsSandboxPart part)
{
  switch (part)
    {
    case RS_SANDBOX_RACKBEAT:
      return RS_TRANSPORT (self->rackbeat);
    case RS_SANDBOX_WEBSHIPPER:
      return RS_TRANSPORT (self->webshipper);
    case RS_SANDBOX_CONTROL:
    default:
      return self->control;
    }
}

const char *
rs_sandbox_get_rackbeat_key (RsSandbox *self)
{
  return rs_sandbox_rackbeat_get_key (self->rackbeat);
}

const char *
rs_sandbox_get_webshipper_account (RsSandbox *self)
{
  return "nordlys";
}

const char *
rs_sandbox_get_webshipper_token (RsSandbox *self)
{
  return rs_sandbox_webshipper_get_token (self->webshipper);
}

static void
rs_sandbox_finalize (GObject *object)
{
  RsSandbox *self = RS_SANDBOX (object);

  g_clear_object (&self->control);
  g_clear_object (&self->rackbeat);
  g_clear_object (&self->webshipper);
  rs_faults_free (self->context.faults);
  rs_ledger_free (self->context.ledger);
  rs_switches_free (self->context.switches);
  g_clear_object (&self->context.random);
  g_clear_object (&self->context.clock);
  G_OBJECT_CLASS (rs_sandbox_parent_class)->finalize (object);
}

static void
rs_sandbox_class_init (RsSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_sandbox_finalize;
}

static void
rs_sandbox_init (RsSandbox *self)
{
}

RsSandbox *
rs_sandbox_new (RsClock *clock, guint64 seed)
{
  RsSandbox *self = g_object_new (RS_TYPE_SANDBOX, NULL);
  RsControlDesk *control = g_object_new (RS_TYPE_CONTROL_DESK, NULL);

  self->context.clock = g_object_ref (clock);
  self->context.random = rs_random_new (seed);
  self->context.switches = rs_switches_new ();
  self->context.ledger = rs_ledger_new (clock);
  self->context.faults = rs_faults_new (self->context.random);
  self->rackbeat = rs_sandbox_rackbeat_new (&self->context);
  self->webshipper = rs_sandbox_webshipper_new (&self->context);
  control->sandbox = self;
  self->control = RS_TRANSPORT (control);
  return self;
}
