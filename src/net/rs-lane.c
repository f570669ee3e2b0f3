/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-lane.h"

#include "rs-error.h"
#include "rs-fold.h"
#include "rs-redact.h"
#include "rs-token-bucket.h"

struct _RsLane
{
  GObject parent_instance;

  char *name;             /* (owned) */
  RsTransport *transport; /* (owned) */
  char *authorization;    /* (owned) "Bearer …" */
  RsClock *clock;         /* (owned) */
  RsRandom *random;       /* (owned) */
  RsTokenBucket bucket;
  guint n_interactive;    /* how many interactive requests wait for their turn */
  gint64 throttled_until; /* monotonic; the whole lane waits, since the limit is the account's */
  RsInstant wait_until;
  guint64 n_requests;
  RsLaneState state;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsLane, rs_lane, G_TYPE_OBJECT)

static void
set_state (RsLane *self, RsLaneState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* One request on its way through the lane. */
typedef struct
{
  RsLane *lane;       /* (owned) */
  RsRequest *request; /* (owned) */
} Passage;

static void
passage_free (gpointer data)
{
  Passage *self = data;

  g_object_unref (self->lane);
  rs_request_unref (self->request);
  g_free (self);
}

/* How long until @self may go: the lane's throttle, then the bucket; background yields to a person who waits.
 */
static gint64
time_to_wait (RsLane *self, RsPriority priority)
{
  gint64 now = rs_clock_monotonic (self->clock);

  if (now < self->throttled_until)
    return self->throttled_until - now;
  if (priority == RS_PRIORITY_BACKGROUND && self->n_interactive > 0)
    return 50 * 1000;
  return rs_token_bucket_take (&self->bucket, priority, now);
}

static gboolean
wait_for_turn (Passage *passage, GError **error)
{
  RsLane *self = passage->lane;
  gboolean interactive = passage->request->priority == RS_PRIORITY_INTERACTIVE;
  gint64 wait;
  gboolean success = TRUE;

  self->n_interactive += interactive;
  while (success && (wait = time_to_wait (self, passage->request->priority)) > 0)
    success = dex_await (rs_clock_sleep (self->clock, wait), error);
  self->n_interactive -= interactive;
  return success;
}

/* Our own copy, with the key: the caller's request never holds it. */
static RsRequest *
sign (RsLane *self, RsRequest *request)
{
  RsRequest *copy = rs_request_new (request->method, request->path);

  for (guint i = 0; i + 1 < request->query->len; i += 2)
    rs_request_add_query (copy, g_ptr_array_index (request->query, i),
                          g_ptr_array_index (request->query, i + 1));
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    rs_request_set_header (copy, g_ptr_array_index (request->headers, i),
                           g_ptr_array_index (request->headers, i + 1));
  if (request->body != NULL)
    rs_request_set_body (copy, request->content_type, request->body);
  copy->timeout = request->timeout;
  copy->priority = request->priority;
  rs_request_set_header (copy, "Authorization", self->authorization);
  return copy;
}

static void
heed_limits (RsLane *self, const RsResponse *response)
{
  const char *remaining = rs_response_get_header (response, "X-RateLimit-Remaining");
  guint64 left;

  if (remaining != NULL && g_ascii_string_to_unsigned (remaining, 10, 0, G_MAXINT32, &left, NULL))
    rs_token_bucket_limit (&self->bucket, (double) left, rs_clock_monotonic (self->clock));
}

static void
throttle (RsLane *self, gint64 wait)
{
  self->throttled_until = MAX (self->throttled_until, rs_clock_monotonic (self->clock) + wait);
  self->wait_until = rs_clock_now (self->clock) + wait;
  set_state (self, RS_LANE_WAITING);
}

static DexFuture *
refuse_key (RsLane *self)
{
  set_state (self, RS_LANE_STOPPED);
  return dex_future_new_reject (RS_ERROR, RS_ERROR_AUTH, "%s does not accept the key", self->name);
}

/* The answer, or the lack of one, as the caller sees it once no further try is made. */
static DexFuture *
conclude (Passage *passage, RsResponse *response, GError *failure)
{
  RsLane *self = passage->lane;
  g_autofree char *excerpt = NULL;
  g_autofree char *words = NULL;

  if (response == NULL)
    {
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_OFFLINE))
        set_state (self, RS_LANE_OFFLINE);
      return dex_future_new_reject (RS_ERROR,
                                    failure->domain == RS_ERROR ? failure->code : RS_ERROR_AMBIGUOUS,
                                    "%s: %s", self->name, failure->message);
    }
  if (response->status == 429)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_THROTTLED, "%s asks us to wait and goes on asking",
                                  self->name);
  if (response->status >= 500 || response->status == 408)
    {
      gsize size;
      const char *body = g_bytes_get_data (response->body, &size);
      g_autofree char *head = g_strndup (body != NULL ? body : "", MIN (size, 400));

      excerpt = rs_text_excerpt (head, 100);
      words = rs_redact (excerpt);
      return dex_future_new_reject (RS_ERROR, RS_ERROR_AMBIGUOUS, "%s answered %u: %s", self->name,
                                    response->status, words);
    }
  set_state (self, RS_LANE_OPEN);
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, rs_response_ref (response));
}

static DexFuture *
pass (gpointer data)
{
  Passage *passage = data;
  RsLane *self = passage->lane;

  for (guint attempt = 1;; attempt++)
    {
      g_autoptr (RsRequest) signed_request = NULL;
      g_autoptr (RsResponse) response = NULL;
      g_autoptr (GError) failure = NULL;
      gint64 wait;

      if (!wait_for_turn (passage, &failure))
        return dex_future_new_reject (RS_ERROR, RS_ERROR_CANCELLED, "Not sent: %s", failure->message);
      if (self->state == RS_LANE_STOPPED)
        return refuse_key (self);

      signed_request = sign (self, passage->request);
      self->n_requests++;
      response = dex_await_boxed (rs_transport_send (self->transport, signed_request), &failure);
      if (response != NULL)
        heed_limits (self, response);
      if (response != NULL && response->status == 401)
        return refuse_key (self);

      if (rs_retry_decide (rs_request_is_read (passage->request), passage->request->priority, attempt,
                           response != NULL ? response->status : 0, failure != NULL ? failure->code : 0,
                           response != NULL
                             ? rs_retry_parse_after (rs_response_get_header (response, "Retry-After"),
                                                     rs_clock_now (self->clock))
                             : -1,
                           rs_random_unit (self->random), &wait)
          == RS_RETRY_NO)
        return conclude (passage, response, failure);
      if (response != NULL && response->status == 429)
        throttle (self, wait);
      else
        dex_await (rs_clock_sleep (self->clock, wait), NULL);
    }
}

DexFuture *
rs_lane_send (RsLane *self, RsRequest *request)
{
  Passage *passage;

  dex_return_error_if_fail (RS_IS_LANE (self));

  if (self->state == RS_LANE_STOPPED)
    return refuse_key (self);
  passage = g_new0 (Passage, 1);
  passage->lane = g_object_ref (self);
  passage->request = rs_request_ref (request);
  return dex_scheduler_spawn (NULL, 0, pass, passage, passage_free);
}

RsLaneState
rs_lane_get_state (RsLane *self)
{
  g_return_val_if_fail (RS_IS_LANE (self), RS_LANE_OPEN);
  return self->state;
}

RsInstant
rs_lane_get_wait_until (RsLane *self)
{
  g_return_val_if_fail (RS_IS_LANE (self), RS_INSTANT_NONE);
  return self->wait_until;
}

guint64
rs_lane_get_request_count (RsLane *self)
{
  g_return_val_if_fail (RS_IS_LANE (self), 0);
  return self->n_requests;
}

static void
set_token (RsLane *self, const char *token)
{
  g_free (self->authorization);
  self->authorization = g_strconcat ("Bearer ", token, NULL);
}

void
rs_lane_reopen (RsLane *self, const char *token)
{
  g_return_if_fail (RS_IS_LANE (self));
  set_token (self, token);
  set_state (self, RS_LANE_OPEN);
}

static void
rs_lane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STATE)
    g_value_set_int (value, RS_LANE (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_lane_finalize (GObject *object)
{
  RsLane *self = RS_LANE (object);

  g_free (self->name);
  g_free (self->authorization);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  G_OBJECT_CLASS (rs_lane_parent_class)->finalize (object);
}

static void
rs_lane_class_init (RsLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rs_lane_get_property;
  object_class->finalize = rs_lane_finalize;
  properties[PROP_STATE]
    = g_param_spec_int ("state", NULL, NULL, 0, RS_LANE_STOPPED, RS_LANE_OPEN,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_lane_init (RsLane *self)
{
  self->wait_until = RS_INSTANT_NONE;
}

RsLane *
rs_lane_new (const char *name, RsTransport *transport, const char *token, RsRate rate, RsClock *clock,
             RsRandom *random)
{
  RsLane *self = g_object_new (RS_TYPE_LANE, NULL);

  self->name = g_strdup (name);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  set_token (self, token);
  rs_token_bucket_init (&self->bucket, rate, rs_clock_monotonic (clock));
  return self;
}
