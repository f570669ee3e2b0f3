/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* What a lane makes of answers, and of none. */

#include "lane-world.h"
#include "rs-error.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  LaneWorld *world;
  RsLane *lane;
  guint status;       /* what the service answers, 0 for no answer */
  guint times;        /* how often, before it answers 200 */
  const char *after;  /* (nullable) with this Retry-After */
  const GError *lost; /* (nullable) what became of an answer that did not come */
} Fixture;

static RsResponse *
answer (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  Fixture *self = world->data;

  if (number > self->times)
    return lane_answer (200, NULL, NULL, "{}");
  if (self->status != 0)
    return lane_answer (self->status, self->after != NULL ? "Retry-After" : NULL, self->after, NULL);
  g_propagate_error (error, g_error_copy (self->lost));
  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = lane_world_new ();
  self->world->answer = answer;
  self->world->data = self;
  self->lane = lane_world_new_lane (self->world, RS_RATE_WEBSHIPPER);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->lane);
  g_assert_finalize_object (self->world);
}

static int
send (Fixture *self, const char *method)
{
  return lane_world_outcome (self->world, lane_world_send (self->lane, method, "/x", RS_PRIORITY_INTERACTIVE),
                             NULL);
}

/* In a world of its own: what comes of @method when the service answers @status for ever; how many tries it
 * took in @tries. */
static int
outcome_of (const char *method, guint status, const GError *lost, guint *tries)
{
  Fixture fixture = { .status = status, .times = G_MAXUINT, .lost = lost };
  int outcome;

  set_up (&fixture, NULL);
  outcome = send (&fixture, method);
  *tries = fixture.world->arrivals->len;
  tear_down (&fixture, NULL);
  return outcome;
}

static void
test_every_answer_is_told_by_what_the_caller_can_do (void)
{
  const struct
  {
    guint status;
    int of_read;
    int of_write;
    guint reads;
    guint writes;
  } table[] = {
    { 200, 200, 200, 1, 1 },
    { 206, 206, 206, 1, 1 },
    { 400, 400, 400, 1, 1 },
    { 401, -RS_ERROR_AUTH, -RS_ERROR_AUTH, 1, 1 },
    { 403, 403, 403, 1, 1 },
    { 404, 404, 404, 1, 1 },
    { 408, -RS_ERROR_AMBIGUOUS, -RS_ERROR_AMBIGUOUS, 4, 1 },
    { 409, 409, 409, 1, 1 },
    { 422, 422, 422, 1, 1 },
    { 429, -RS_ERROR_THROTTLED, -RS_ERROR_THROTTLED, 6, 6 },
    { 500, -RS_ERROR_AMBIGUOUS, -RS_ERROR_AMBIGUOUS, 4, 1 },
    { 502, -RS_ERROR_AMBIGUOUS, -RS_ERROR_AMBIGUOUS, 4, 1 },
    { 503, -RS_ERROR_AMBIGUOUS, -RS_ERROR_AMBIGUOUS, 4, 1 },
    { 504, -RS_ERROR_AMBIGUOUS, -RS_ERROR_AMBIGUOUS, 4, 1 },
  };
  const char *const writes[] = { "POST", "PUT", "PATCH", "DELETE" };
  guint tries;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%u", table[i].status);
      g_assert_cmpint (outcome_of ("GET", table[i].status, NULL, &tries), ==, table[i].of_read);
      g_assert_cmpuint (tries, ==, table[i].reads);
      for (guint j = 0; j < G_N_ELEMENTS (writes); j++)
        {
          g_assert_cmpint (outcome_of (writes[j], table[i].status, NULL, &tries), ==, table[i].of_write);
          g_assert_cmpuint (tries, ==, table[i].writes);
        }
    }
}

static void
test_a_write_whose_answer_is_lost_is_in_doubt_and_sent_once (void)
{
  const struct
  {
    GQuark domain;
    int code;
    int outcome;
    guint reads;
    guint writes;
  } table[] = {
    { RS_ERROR, RS_ERROR_AMBIGUOUS, RS_ERROR_AMBIGUOUS, 4, 1 },
    { RS_ERROR, RS_ERROR_OFFLINE, RS_ERROR_OFFLINE, 4, 4 },
    { RS_ERROR, RS_ERROR_REJECTED, RS_ERROR_REJECTED, 1, 1 },
    { RS_ERROR, RS_ERROR_PROTOCOL, RS_ERROR_PROTOCOL, 1, 1 },
    /* An error of another kind says nothing, whichever number it has. */
    { G_IO_ERROR, RS_ERROR_OFFLINE, RS_ERROR_AMBIGUOUS, 1, 1 },
    { G_IO_ERROR, RS_ERROR_AMBIGUOUS, RS_ERROR_AMBIGUOUS, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) lost = g_error_new_literal (table[i].domain, table[i].code, "lost");
      guint tries;

      g_assert_cmpint (outcome_of ("GET", 0, lost, &tries), ==, -table[i].outcome);
      g_assert_cmpuint (tries, ==, table[i].reads);
      g_assert_cmpint (outcome_of ("POST", 0, lost, &tries), ==, -table[i].outcome);
      g_assert_cmpuint (tries, ==, table[i].writes);
    }
}

static void
test_each_try_is_a_message_of_its_own (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/orders/1042");

  rs_request_add_query (request, "fields", "number");
  rs_request_set_header (request, "Accept", "application/json");
  self->status = 502;
  self->times = 3;
  g_assert_cmpint (lane_world_outcome (self->world, rs_lane_send (self->lane, request), NULL), ==, 200);
  g_assert_cmpuint (self->world->arrivals->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const RsRequest *sent = lane_world_arrival (self->world, i)->request;
      g_autofree char *target = rs_request_dup_target (sent);

      g_assert_true (sent != request);
      g_assert_true (i == 0 || sent != lane_world_arrival (self->world, i - 1)->request);
      g_assert_cmpstr (target, ==, "/orders/1042?fields=number");
      g_assert_cmpstr (rs_request_get_header (sent, "Accept"), ==, "application/json");
      g_assert_cmpstr (rs_request_get_header (sent, "Authorization"), ==, "Bearer test-key");
      g_assert_cmpuint (sent->headers->len, ==, 4);
    }
  g_assert_null (rs_request_get_header (request, "Authorization"));
  g_assert_cmpuint (rs_lane_get_request_count (self->lane), ==, 4);
}

static void
test_a_booking_keeps_its_long_time_out (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRequest) request = rs_request_new ("POST", "/shipments");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);

  request->timeout = RS_TIMEOUT_BOOKING;
  rs_request_set_body (request, "application/vnd.api+json", body);
  self->status = 429;
  self->times = 1;
  g_assert_cmpint (lane_world_outcome (self->world, rs_lane_send (self->lane, request), NULL), ==, 200);
  for (guint i = 0; i < 2; i++)
    {
      const RsRequest *sent = lane_world_arrival (self->world, i)->request;

      g_assert_cmpuint (sent->timeout, ==, 90);
      g_assert_true (g_bytes_equal (sent->body, body));
      g_assert_cmpstr (sent->content_type, ==, "application/vnd.api+json");
    }
}

static gint64
wait_after_429 (Fixture *self, const char *after)
{
  gint64 before = lane_world_now (self->world);

  self->status = 429;
  self->times = self->world->arrivals->len + 1;
  self->after = after;
  g_assert_cmpint (lane_world_outcome (
                     self->world, lane_world_send (self->lane, "POST", "/x", RS_PRIORITY_BACKGROUND), NULL),
                   ==, 200);
  return lane_world_now (self->world) - before;
}

static void
test_a_429_is_waited_for_as_it_asks (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *after;
    double least;
    double most;
  } table[] = {
    { "3", 3, 3.3 },
    { "0", 0, 5.4 }, /* the bucket is empty then */
    { NULL, 0.375, 5.4 },
    { "-20", 0.375, 5.4 },
    { "soon", 0.375, 5.4 },
    { "999999999999999999999", 600, 600.3 },
    { "Mon, 23 Nov 2099 12:00:00 GMT", 600, 600.3 },
    { "Mon, 23 Nov 1998 12:00:00 GMT", 0, 5.4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double waited = (double) wait_after_429 (self, table[i].after) / SECOND;

      g_test_message ("Retry-After: %s: %.3f s", table[i].after != NULL ? table[i].after : "(none)", waited);
      g_assert_cmpfloat (waited, >=, table[i].least);
      g_assert_cmpfloat (waited, <=, table[i].most);
      lane_world_pass (self->world, 600 * SECOND);
    }
}

static void
test_a_429_holds_the_whole_lane (Fixture *self, gconstpointer data)
{
  g_autoptr (DexFuture) first = NULL;
  g_autoptr (DexFuture) second = NULL;

  self->status = 429;
  self->times = 1;
  self->after = "10";
  first = lane_world_send (self->lane, "GET", "/first", RS_PRIORITY_BACKGROUND);
  lane_world_settle ();
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_WAITING);
  g_assert_cmpint (rs_lane_get_wait_until (self->lane), >=,
                   rs_clock_now (RS_CLOCK (self->world->clock)) + 10 * SECOND);
  second = lane_world_send (self->lane, "GET", "/second", RS_PRIORITY_INTERACTIVE);
  lane_world_pass (self->world, 9999 * SECOND / 1000);
  g_assert_cmpuint (self->world->arrivals->len, ==, 1);
  lane_world_run (self->world, first);
  lane_world_run (self->world, second);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OPEN);
}

static void
test_one_service_that_asks_to_wait_holds_no_other (Fixture *self, gconstpointer data)
{
  RsLane *other = lane_world_new_lane (self->world, RS_RATE_RACKBEAT);
  g_autoptr (DexFuture) held = NULL;

  self->status = 429;
  self->times = 1;
  self->after = "60";
  held = lane_world_send (self->lane, "GET", "/held", RS_PRIORITY_BACKGROUND);
  lane_world_settle ();
  g_assert_cmpint (
    lane_world_outcome (self->world, lane_world_send (other, "GET", "/x", RS_PRIORITY_BACKGROUND), NULL), ==,
    200);
  g_assert_cmpint (lane_world_now (self->world), ==, 0);
  g_assert_cmpint (rs_lane_get_state (other), ==, RS_LANE_OPEN);
  lane_world_run (self->world, held);
  g_assert_finalize_object (other);
}

static void
test_a_clock_that_is_set_changes_no_wait (Fixture *self, gconstpointer data)
{
  const gint64 jumps[] = { G_TIME_SPAN_DAY, -G_TIME_SPAN_DAY, G_TIME_SPAN_HOUR };

  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      gint64 before = lane_world_now (self->world);
      g_autoptr (DexFuture) future = NULL;

      self->status = 429;
      self->times = self->world->arrivals->len + 1;
      self->after = "20";
      future = lane_world_send (self->lane, "GET", "/x", RS_PRIORITY_INTERACTIVE);
      lane_world_pass (self->world, SECOND);
      rs_virtual_clock_jump (self->world->clock, jumps[i]);
      lane_world_run (self->world, future);
      g_assert_cmpint (lane_world_now (self->world) - before, >=, 20 * SECOND);
      g_assert_cmpint (lane_world_now (self->world) - before, <=, 21 * SECOND);
    }
}

static void
test_a_person_is_told_at_once_when_the_wait_is_long (Fixture *self, gconstpointer data)
{
  g_autoptr (DexFuture) background = NULL;
  g_autoptr (DexFuture) waiting = NULL;

  for (guint i = 0; i < 40; i++)
    send (self, "GET"); /* no token is left */
  self->world->latency = SECOND;
  self->status = 429;
  self->times = self->world->arrivals->len + 1;
  self->after = "120";
  background = lane_world_send (self->lane, "GET", "/sync", RS_PRIORITY_BACKGROUND);
  lane_world_pass (self->world, 1800 * SECOND / 1000);
  waiting = lane_world_send (self->lane, "GET", "/click", RS_PRIORITY_INTERACTIVE);
  lane_world_pass (self->world, SECOND / 2);
  g_assert_cmpint (lane_world_outcome (self->world, g_steal_pointer (&waiting), NULL), ==,
                   -RS_ERROR_THROTTLED);
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_THROTTLED);
  g_assert_cmpint (lane_world_now (self->world), <, 30 * SECOND);
  g_assert_cmpint (lane_world_outcome (self->world, g_steal_pointer (&background), NULL), ==, 200);
  g_assert_cmpint (lane_world_now (self->world), >, 120 * SECOND);
  g_assert_cmpint (send (self, "GET"), ==, 200);
}

static void
test_what_failed_is_tried_again_with_growing_waits (Fixture *self, gconstpointer data)
{
  self->status = 500;
  self->times = 3;
  g_assert_cmpint (send (self, "GET"), ==, 200);
  for (guint i = 1; i < 4; i++)
    {
      double waited
        = (double) (lane_world_arrival (self->world, i)->at - lane_world_arrival (self->world, i - 1)->at)
          / SECOND;

      g_assert_cmpfloat (waited, >=, 0.375 * (1 << (i - 1)));
      g_assert_cmpfloat (waited, <=, 0.625 * (1 << (i - 1)));
    }
}

static void
test_a_refused_key_stops_everything_until_it_is_renewed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  guint n_notes = 0;

  g_signal_connect_swapped (self->lane, "notify::state", G_CALLBACK (g_atomic_int_inc), &n_notes);
  self->status = 401;
  self->times = G_MAXUINT;
  self->world->latency = SECOND;
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (futures, lane_world_send (self->lane, "POST", "/x", RS_PRIORITY_BACKGROUND));
  for (guint i = 0; i < futures->len; i++)
    g_assert_cmpint (lane_world_outcome (self->world, dex_ref (g_ptr_array_index (futures, i)), NULL), ==,
                     -RS_ERROR_AUTH);
  /* What was under way, and nothing after it. */
  g_assert_cmpuint (self->world->arrivals->len, ==, 4);
  g_assert_cmpint (lane_world_now (self->world), ==, SECOND);
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_AUTH);
  g_assert_cmpuint (self->world->arrivals->len, ==, 4);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_STOPPED);
  g_assert_cmpuint (n_notes, ==, 1);

  self->times = 0;
  rs_lane_reopen (self->lane, "another-key");
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OPEN);
  g_assert_cmpint (send (self, "GET"), ==, 200);
  g_assert_cmpstr (rs_request_get_header (lane_world_arrival (self->world, 4)->request, "Authorization"), ==,
                   "Bearer another-key");
}

static void
test_a_refused_key_is_tried_once_when_a_person_asks (Fixture *self, gconstpointer data)
{
  self->status = 401;
  self->times = G_MAXUINT;
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_AUTH);
  rs_lane_try_again (self->lane);
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_AUTH);
  g_assert_cmpuint (self->world->arrivals->len, ==, 2);
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_AUTH);
  g_assert_cmpuint (self->world->arrivals->len, ==, 2);

  self->times = 0;
  rs_lane_try_again (self->lane);
  g_assert_cmpint (send (self, "GET"), ==, 200);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OPEN);
}

static RsResponse *
refuse_the_first (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  return lane_answer (number == 1 ? 401 : 200, NULL, NULL, NULL);
}

static void
test_a_late_answer_does_not_open_a_stopped_lane (Fixture *self, gconstpointer data)
{
  g_autoptr (DexFuture) refused = lane_world_send (self->lane, "GET", "/1", RS_PRIORITY_INTERACTIVE);
  g_autoptr (DexFuture) answered = lane_world_send (self->lane, "GET", "/2", RS_PRIORITY_INTERACTIVE);

  self->world->latency = SECOND;
  self->world->answer = refuse_the_first;
  lane_world_run (self->world, answered);
  lane_world_run (self->world, refused);
  g_assert_true (dex_future_is_resolved (answered));
  g_assert_true (dex_future_is_rejected (refused));
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_STOPPED);
}

static RsResponse *
know_the_new_key (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  gboolean is_new = g_str_equal (rs_request_get_header (request, "Authorization"), "Bearer new-key");

  return lane_answer (is_new ? 200 : 401, NULL, NULL, NULL);
}

static void
test_an_old_keys_refusal_does_not_stop_the_new_one (Fixture *self, gconstpointer data)
{
  g_autoptr (DexFuture) future = lane_world_send (self->lane, "POST", "/x", RS_PRIORITY_INTERACTIVE);

  self->world->latency = SECOND;
  self->world->answer = know_the_new_key;
  lane_world_pass (self->world, SECOND / 2);
  rs_lane_reopen (self->lane, "new-key");
  g_assert_cmpint (lane_world_outcome (self->world, g_steal_pointer (&future), NULL), ==, 200);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OPEN);
}

static void
test_the_state_is_that_of_the_last_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) lost = g_error_new_literal (RS_ERROR, RS_ERROR_OFFLINE, "no route");

  self->lost = lost;
  self->times = G_MAXUINT;
  g_assert_cmpint (send (self, "GET"), ==, -RS_ERROR_OFFLINE);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OFFLINE);
  self->status = 500;
  g_assert_cmpint (send (self, "POST"), ==, -RS_ERROR_AMBIGUOUS);
  g_assert_cmpint (rs_lane_get_state (self->lane), ==, RS_LANE_OPEN);
}

#define ADD(name, function) g_test_add ("/net/lane/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/lane/every-answer-is-told-by-what-the-caller-can-do",
                   test_every_answer_is_told_by_what_the_caller_can_do);
  g_test_add_func ("/net/lane/a-write-whose-answer-is-lost-is-in-doubt-and-sent-once",
                   test_a_write_whose_answer_is_lost_is_in_doubt_and_sent_once);
  ADD ("each-try-is-a-message-of-its-own", test_each_try_is_a_message_of_its_own);
  ADD ("a-booking-keeps-its-long-time-out", test_a_booking_keeps_its_long_time_out);
  ADD ("a-429-is-waited-for-as-it-asks", test_a_429_is_waited_for_as_it_asks);
  ADD ("a-429-holds-the-whole-lane", test_a_429_holds_the_whole_lane);
  ADD ("one-service-that-asks-to-wait-holds-no-other", test_one_service_that_asks_to_wait_holds_no_other);
  ADD ("a-clock-that-is-set-changes-no-wait", test_a_clock_that_is_set_changes_no_wait);
  ADD ("a-person-is-told-at-once-when-the-wait-is-long", test_a_person_is_told_at_once_when_the_wait_is_long);
  ADD ("what-failed-is-tried-again-with-growing-waits", test_what_failed_is_tried_again_with_growing_waits);
  ADD ("a-refused-key-stops-everything-until-it-is-renewed",
       test_a_refused_key_stops_everything_until_it_is_renewed);
  ADD ("a-refused-key-is-tried-once-when-a-person-asks", test_a_refused_key_is_tried_once_when_a_person_asks);
  ADD ("a-late-answer-does-not-open-a-stopped-lane", test_a_late_answer_does_not_open_a_stopped_lane);
  ADD ("an-old-keys-refusal-does-not-stop-the-new-one", test_an_old_keys_refusal_does_not_stop_the_new_one);
  ADD ("the-state-is-that-of-the-last-answer", test_the_state_is_that_of_the_last_answer);
  return g_test_run ();
}
