/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-lane.h"

#include "rs-error.h"
#include "rs-fold.h"
#include "rs-key.h"
#include "rs-redact.h"
#include "rs-retry.h"
#include "rs-turnstile.h"

struct _RsLane
{
  GObject parent_instance;

  char *name;             /* (owned) */
  RsTransport *transport; /* (owned) */
  RsKey *key;             /* (owned) (nullable) never NULL while it is not stopped */
  RsClock *clock;         /* (owned) */
  RsRandom *random;       /* (owned) */
  RsTurnstile *turnstile; /* (owned) */
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

/* A stopped lane stays so until it is reopened, whatever else comes back. */
static void
set_state (RsLane *self, RsLaneState state)
{
  if (self->state == state || self->state == RS_LANE_STOPPED)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* One request on its way through the lane. */
typedef struct
{
  RsLane *lane;       /* (owned) */
  RsRequest *request; /* (owned) */
  RsTurn turn;
  RsKey *key;           /* (owned) (nullable) that it was last sent with */
  gint64 first_left_at; /* monotonic */
} Passage;

/* Whichever way it came out, its place is free. */
static void
passage_free (gpointer data)
{
  Passage *self = data;

  rs_turn_end (&self->turn, FALSE);
  g_object_unref (self->lane);
  rs_request_unref (self->request);
  g_clear_pointer (&self->key, rs_key_unref);
  g_free (self);
}

static GError *
refusal_of_key (RsLane *self)
{
  if (self->key == NULL)
    return g_error_new (RS_ERROR, RS_ERROR_AUTH, "%s needs a key, and what there is cannot be one",
                        self->name);
  return g_error_new (RS_ERROR, RS_ERROR_AUTH, "%s does not accept the key", self->name);
}

static DexFuture *
stop (RsLane *self)
{
  g_autoptr (GError) error = refusal_of_key (self);

  set_state (self, RS_LANE_STOPPED);
  rs_turnstile_dismiss (self->turnstile, RS_PRIORITY_INTERACTIVE, error);
  rs_turnstile_dismiss (self->turnstile, RS_PRIORITY_BACKGROUND, error);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static GError *
refusal_to_wait (RsLane *self)
{
  return g_error_new (RS_ERROR, RS_ERROR_THROTTLED, "%s asks us to wait", self->name);
}

static gboolean
is_held_for_long (RsLane *self)
{
  return rs_turnstile_get_hold (self->turnstile) > RS_RETRY_PATIENCE;
}

/* The limit is the account's, so the whole lane waits; a person does not, when it is for long. */
static void
hold (RsLane *self, gint64 wait)
{
  g_autoptr (GError) error = refusal_to_wait (self);

  rs_turnstile_hold (self->turnstile, wait);
  if (is_held_for_long (self))
    rs_turnstile_dismiss (self->turnstile, RS_PRIORITY_INTERACTIVE, error);
  self->wait_until = rs_clock_now (self->clock) + rs_turnstile_get_hold (self->turnstile);
  set_state (self, RS_LANE_WAITING);
}

/* No answer came, and it is not tried again. */
static DexFuture *
conclude_failure (RsLane *self, const GError *failure)
{
  int code = failure->domain == RS_ERROR ? failure->code : RS_ERROR_AMBIGUOUS;

  if (code == RS_ERROR_OFFLINE)
    set_state (self, RS_LANE_OFFLINE);
  return dex_future_new_reject (RS_ERROR, code, "%s: %s", self->name, failure->message);
}

static DexFuture *
conclude_trouble (RsLane *self, const RsResponse *response)
{
  gsize size;
  const char *body = g_bytes_get_data (response->body, &size);
  g_autofree char *head = g_strndup (body != NULL ? body : "", MIN (size, 400));
  g_autofree char *excerpt = rs_text_excerpt (head, 100);
  g_autofree char *words = rs_redact (excerpt);

  return dex_future_new_reject (RS_ERROR, RS_ERROR_AMBIGUOUS, "%s answered %u: %s", self->name,
                                response->status, words);
}

static DexFuture *
conclude (RsLane *self, RsResponse *response)
{
  if (response->status == 429)
    return dex_future_new_for_error (refusal_to_wait (self));
  set_state (self, RS_LANE_OPEN);
  if (response->status >= 500 || response->status == 408)
    return conclude_trouble (self, response);
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, rs_response_ref (response));
}

/* One try. The answer, (transfer full); or NULL with @error. */
static RsResponse *
try_once (Passage *passage, GError **error)
{
  RsLane *self = passage->lane;
  g_autoptr (RsRequest) signed_request = rs_key_sign (self->key, passage->request);
  RsResponse *response;

  g_clear_pointer (&passage->key, rs_key_unref);
  passage->key = rs_key_ref (self->key);
  self->n_requests++;
  response = dex_await_boxed (rs_transport_send (self->transport, signed_request), error);
  if (response == NULL)
    return NULL;
  rs_key_strike_out (passage->key, response);
  rs_turnstile_heed (self->turnstile, response);
  return response;
}

static gboolean
may_try_again (Passage *passage, guint attempt, const RsResponse *response, const GError *failure,
               gint64 *wait)
{
  RsLane *self = passage->lane;
  RsTry failed = { rs_request_is_read (passage->request), passage->request->priority, attempt, 0, -1, -1, 0 };

  failed.elapsed = rs_clock_monotonic (self->clock) - passage->first_left_at;

  if (response == NULL)
    failed.error_code = failure->domain == RS_ERROR ? failure->code : -1;
  else
    {
      failed.status = response->status;
      failed.retry_after
        = rs_retry_parse_after (rs_response_get_header (response, "Retry-After"),
                                rs_response_get_header (response, "Date"), rs_clock_now (self->clock));
    }
  return rs_retry_decide (&failed, rs_random_unit (self->random), wait);
}

static DexFuture *
pass (gpointer data)
{
  Passage *passage = data;
  RsLane *self = passage->lane;

  for (guint attempt = 1;; attempt++)
    {
      g_autoptr (RsResponse) response = NULL;
      g_autoptr (GError) failure = NULL;
      gboolean again;
      gint64 wait;

      if (self->state == RS_LANE_STOPPED)
        return stop (self);
      if (passage->request->priority == RS_PRIORITY_INTERACTIVE && is_held_for_long (self))
        return dex_future_new_for_error (refusal_to_wait (self));
      if (!dex_await (rs_turn_wait (&passage->turn), &failure))
        return dex_future_new_for_error (g_steal_pointer (&failure));
      if (self->state == RS_LANE_STOPPED)
        return stop (self);

      if (attempt == 1)
        passage->first_left_at = rs_clock_monotonic (self->clock);
      response = try_once (passage, &failure);
      again = may_try_again (passage, attempt, response, failure, &wait);
      if (response != NULL && response->status == 429)
        hold (self, wait);
      rs_turn_end (&passage->turn, TRUE);
      if (response != NULL && response->status == 401)
        {
          /* An old key's refusal says nothing about the new one's. */
          if (passage->key == self->key)
            return stop (self);
          continue;
        }
      if (!again)
        return response != NULL ? conclude (self, response) : conclude_failure (self, failure);
      /* Not when nobody waits for it any more. */
      if ((response == NULL || response->status != 429)
          && !dex_await (rs_clock_sleep (self->clock, wait), NULL))
        return response != NULL ? conclude (self, response) : conclude_failure (self, failure);
    }
}

DexFuture *
rs_lane_send (RsLane *self, RsRequest *request)
{
  Passage *passage;

  dex_return_error_if_fail (RS_IS_LANE (self));

  if (self->state == RS_LANE_STOPPED)
    return dex_future_new_for_error (refusal_of_key (self));
  passage = g_new0 (Passage, 1);
  passage->lane = g_object_ref (self);
  passage->request = rs_request_ref (request);
  rs_turn_init (&passage->turn, self->turnstile, request->priority);
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

void
rs_lane_reopen (RsLane *self, const char *token)
{
  RsLaneState state;

  g_return_if_fail (RS_IS_LANE (self));

  g_clear_pointer (&self->key, rs_key_unref);
  self->key = rs_key_new (token);
  state = self->key != NULL ? RS_LANE_OPEN : RS_LANE_STOPPED;
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
rs_lane_try_again (RsLane *self)
{
  g_return_if_fail (RS_IS_LANE (self));

  if (self->state != RS_LANE_STOPPED || self->key == NULL)
    return;
  self->state = RS_LANE_OPEN;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
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
  g_clear_pointer (&self->key, rs_key_unref);
  rs_turnstile_free (self->turnstile);
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
  self->turnstile = rs_turnstile_new (rate, clock);
  self->key = rs_key_new (token);
  if (self->key == NULL)
    self->state = RS_LANE_STOPPED;
  return self;
}
