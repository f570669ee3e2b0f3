/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "story-private.h"

#include "rs-random.h"

static const Deed deeds[] = {
  { "rackbeat", "edit-address", 6 },
  { "rackbeat", "edit-comment", 3 },
  { "rackbeat", "edit-term", 4 },
  { "rackbeat", "edit-quantity", 6 },
  { "rackbeat", "add-line", 3 },
  { "rackbeat", "delete-line", 3 },
  { "rackbeat", "book", 3 },
  { "rackbeat", "reopen", 3 },
  { "rackbeat", "cancel", 4 },
  { "rackbeat", "archive", 2 },
  { "rackbeat", "delete", 2 },
  { "rackbeat", "create-shipment", 6 },
  { "rackbeat", "ship", 5 },
  { "rackbeat", "edit-shipment", 3 },
  { "rackbeat", "delete-shipment", 2 },
  { "rackbeat", "create-order", 4 },
  { "rackbeat", "note", 1 },
  { "rackbeat", "edit-stock", 2 },
  { "rackbeat", "rename-term", 1 },
  { "webshipper", "book", 8 },
  { "webshipper", "book-part", 5 },
  { "webshipper", "dispatch", 5 },
  { "webshipper", "lock", 3 },
  { "webshipper", "unlock", 2 },
  { "webshipper", "cancel", 3 },
  { "webshipper", "hold", 2 },
  { "webshipper", "release", 2 },
  { "webshipper", "error", 2 },
  { "webshipper", "delete", 2 },
  { "webshipper", "edit", 2 },
  { "webshipper", "split", 2 },
  { "webshipper", "create-order", 1 },
  { "webshipper", "carrier-refuses", 1 },
};

static const struct
{
  const char *kind;
  guint weight;
  gint64 amount;
} troubles[] = {
  { "latency", 3, 4000 }, { "latency", 2, 45000 },    { "throttle", 3, 0 },     { "throttle", 3, 20 },
  { "status", 5, 500 },   { "status", 2, 502 },       { "reset-before", 4, 0 }, { "reset-after", 6, 0 },
  { "hang-after", 5, 0 }, { "status-after", 5, 500 }, { "cut", 5, 0 },          { "malformed", 2, 0 },
  { "empty", 3, 0 },      { "html", 3, 0 },           { "status", 2, 401 },
};

static gint64
draw (RsRandom *random, gint64 low, gint64 high)
{
  return rs_random_range (random, low, high);
}

static guint
draw_orders (RsRandom *random)
{
  double unit = rs_random_unit (random);

  if (unit < 0.65)
    return (guint) draw (random, 1, 5);
  if (unit < 0.93)
    return (guint) draw (random, 5, 15);
  if (unit < 0.998)
    return (guint) draw (random, 15, 60);
  return (guint) draw (random, 60, 301);
}

static void
choose (Story *self, const char *choice)
{
  g_ptr_array_add (self->choices, g_strdup (choice));
}

static const Customs *
customs_of (const Story *self)
{
  static const char *const choices[] = { "freight=virtual",   "unmapped=send",      "drafts=yes",
                                         "ready-only=yes",    "only-terms=1,3,5,6", "only-countries=DK,NO,SE",
                                         "only-groups=1,2",   "sender=company",     "foreign=send",
                                         "fraction=round-up", "fraction=one",       "field=yes",
                                         "start=-3" };
  static const Habit day[] = { { "rackbeat", "create-shipment", 0.7 },
                               { "rackbeat", "create-shipment", 0.4 },
                               { "webshipper", "book", 0.5 },
                               { "webshipper", "book-part", 0.2 },
                               { "webshipper", "dispatch", 0.15 } };
  static const Customs outbound
    = { choices, G_N_ELEMENTS (choices), deeds, G_N_ELEMENTS (deeds), day, G_N_ELEMENTS (day) };

  return self->inbound ? &customs_inbound : &outbound;
}

static void
draw_choices (Story *self, RsRandom *random)
{
  const Customs *customs = customs_of (self);

  choose (self, rs_random_chance (random, 0.5) ? "trigger=shipment" : "trigger=order");
  for (guint i = 0; i < customs->n_choices; i++)
    if (rs_random_chance (random, 0.12))
      choose (self, customs->choices[i]);
}

static void
draw_switches (Story *self, RsRandom *random, const GPtrArray *positions)
{
  guint count = rs_random_chance (random, 0.4) ? 0 : (guint) draw (random, 1, 7);

  for (guint i = 0; i < count && positions->len > 0; i++)
    g_ptr_array_add (self->switches,
                     g_strdup (g_ptr_array_index (positions, draw (random, 0, positions->len))));
}

static Event
make_event (Story *self, RsRandom *random, EventKind kind)
{
  return (Event) { .kind = kind,
                   .at = draw (random, 0, self->length),
                   .order = (guint) draw (random, 0, self->orders),
                   .pick = draw (random, 0, G_MAXINT32) };
}

static void
add_deed (Story *self, RsRandom *random)
{
  const Customs *customs = customs_of (self);
  Event event = make_event (self, random, EVENT_ACT);
  guint all = 0;
  gint64 place;

  for (guint i = 0; i < customs->n_deeds; i++)
    all += customs->deeds[i].weight;
  place = draw (random, 0, all);
  for (guint i = 0; i < customs->n_deeds && place >= 0; place -= customs->deeds[i].weight, i++)
    {
      event.service = customs->deeds[i].service;
      event.verb = customs->deeds[i].verb;
    }
  g_array_append_val (self->events, event);
}

/* What happens to an order on a good day: a shipment or two is made, and the warehouse sends it. */
static void
add_good_day (Story *self, RsRandom *random, guint order)
{
  const Customs *customs = customs_of (self);

  for (guint i = 0; i < customs->n_day; i++)
    {
      Event event = make_event (self, random, EVENT_ACT);

      event.order = order;
      event.service = customs->day[i].service;
      event.verb = customs->day[i].verb;
      event.at = (event.at + self->length * (i + 1) / customs->n_day) / 2;
      if (rs_random_chance (random, customs->day[i].chance))
        g_array_append_val (self->events, event);
    }
}

/* Rackbeat's orders are there from the beginning; Webshipper's are typed in, most of them early. */
static void
add_sale (Story *self, RsRandom *random, guint order)
{
  Event event = make_event (self, random, EVENT_ACT);

  event.order = order;
  event.service = "webshipper";
  event.verb = "sell";
  event.at = rs_random_chance (random, 0.5) ? event.at % 60 : event.at / 2;
  g_array_append_val (self->events, event);
}

static void
add_trouble (Story *self, RsRandom *random)
{
  static const char *const methods[]
    = { NULL, NULL, "GET", "POST", "POST", "POST", "PUT", "PATCH", "DELETE" };
  Event event = make_event (self, random, EVENT_FAULT);
  guint all = 0;
  gint64 place;

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    all += troubles[i].weight;
  place = draw (random, 0, all);
  for (guint i = 0; i < G_N_ELEMENTS (troubles) && place >= 0; place -= troubles[i].weight, i++)
    {
      event.verb = troubles[i].kind;
      event.amount = troubles[i].amount;
    }
  event.service = rs_random_chance (random, 0.5) ? "rackbeat" : "webshipper";
  event.method = methods[draw (random, 0, G_N_ELEMENTS (methods))];
  g_array_append_val (self->events, event);
  if (event.amount == 401)
    {
      event.kind = EVENT_CONNECT;
      event.at = MIN (event.at + draw (random, 60, 1800), self->length);
      g_array_append_val (self->events, event);
    }
}

static void
add_own (Story *self, RsRandom *random, EventKind kind, guint most, gint64 low, gint64 high)
{
  for (gint64 i = draw (random, 0, most + 1); i > 0; i--)
    {
      Event event = make_event (self, random, kind);

      event.amount = draw (random, low, high);
      g_array_append_val (self->events, event);
    }
}

/* A day on which the network is away for longer than readings overlap, and orders come in; what has come
 * together is more than a page, and the program dies while it reads it. Hardly any account here is large
 * enough for a second page otherwise. */
static void
add_outage (Story *self, RsRandom *random)
{
  Event outage = make_event (self, random, EVENT_NETWORK), death = make_event (self, random, EVENT_CRASH);

  outage.at /= 2;
  outage.amount = draw (random, 900, 1500);
  g_array_append_val (self->events, outage);
  for (gint64 i = draw (random, 2, 8); i > 0; i--)
    {
      Event event = make_event (self, random, EVENT_ACT);

      event.service = self->inbound ? "webshipper" : "rackbeat";
      event.verb = self->inbound ? "sell" : "create-order";
      event.at = outage.at + draw (random, 1, outage.amount);
      g_array_append_val (self->events, event);
    }
  death.at = outage.at + outage.amount;
  death.amount = draw (random, 2, 15);
  g_array_append_val (self->events, death);
  self->length = MAX (self->length, death.at + 120);
  g_ptr_array_add (self->switches, g_strdup_printf ("rackbeat.limit=clamp%d", (int) draw (random, 1, 6)));
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return (left->pick > right->pick) - (left->pick < right->pick);
}

static Story *
story_alloc (guint64 seed)
{
  Story *self = g_new0 (Story, 1);

  self->seed = seed;
  self->choices = g_ptr_array_new_with_free_func (g_free);
  self->switches = g_ptr_array_new_with_free_func (g_free);
  self->events = g_array_new (FALSE, TRUE, sizeof (Event));
  return self;
}

Story *
story_new (guint64 seed, const GPtrArray *positions)
{
  g_autoptr (RsRandom) random = rs_random_new (seed);
  Story *self = story_alloc (seed);
  gint64 deeds_wanted, troubles_wanted;

  self->inbound = seed % 3 == 2;
  self->orders = draw_orders (random);
  self->length = draw (random, 10, 100) * 60;
  draw_choices (self, random);
  draw_switches (self, random, positions);
  for (guint i = 0; i < self->orders; i++)
    {
      if (self->inbound)
        add_sale (self, random, i);
      add_good_day (self, random, i);
    }
  deeds_wanted = rs_random_chance (random, 0.15) ? 0 : draw (random, 0, 4 + self->orders);
  troubles_wanted = rs_random_chance (random, 0.2) ? 0 : draw (random, 1, 12);
  for (gint64 i = 0; i < deeds_wanted; i++)
    add_deed (self, random);
  for (gint64 i = 0; i < troubles_wanted; i++)
    add_trouble (self, random);
  add_own (self, random, EVENT_CRASH, 4, 1, 60);
  add_own (self, random, EVENT_NETWORK, 1, 5, 900);
  add_own (self, random, EVENT_CLOCK, 1, -7200, 7200);
  if (!self->inbound)
    add_own (self, random, EVENT_SHIP, 3, 0, 2);
  add_own (self, random, EVENT_RETRY, 2, 0, 2);
  add_own (self, random, EVENT_LATE, 2, 5, 600);
  if (rs_random_chance (random, 0.25))
    add_outage (self, random);
  g_array_sort (self->events, compare_events);
  return self;
}

guint
story_count_parts (const Story *self)
{
  return self->switches->len + self->choices->len + self->events->len;
}

static void
copy_words (GPtrArray *to, const GPtrArray *from, guint *place, guint first, guint count)
{
  for (guint i = 0; i < from->len; i++, (*place)++)
    if (*place < first || *place >= first + count)
      g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

Story *
story_without (const Story *self, guint first, guint count)
{
  guint place = 0;
  Story *copy;

  if (first >= story_count_parts (self) && count > 0)
    return NULL;
  copy = story_alloc (self->seed);
  copy->inbound = self->inbound;
  copy->orders = self->orders;
  copy->length = self->length;
  copy_words (copy->switches, self->switches, &place, first, count);
  copy_words (copy->choices, self->choices, &place, first, count);
  for (guint i = 0; i < self->events->len; i++, place++)
    if (place < first || place >= first + count)
      g_array_append_val (copy->events, g_array_index (self->events, Event, i));
  return copy;
}

Story *
story_with_orders (const Story *self, guint orders)
{
  Story *copy = story_without (self, 0, 0);

  copy->orders = orders;
  return copy;
}

static void
tell_event (GString *text, const Event *event)
{
  static const char *const names[]
    = { "", "fault", "network", "late", "crash", "clock", "ship", "button", "connect" };

  g_string_append_printf (text, "  +%02d:%02d:%02d  ", (int) (event->at / 3600), (int) (event->at / 60 % 60),
                          (int) (event->at % 60));
  switch (event->kind)
    {
    case EVENT_ACT:
      g_string_append_printf (text, "%s: somebody does %s on order %u (pick %" G_GINT64_FORMAT ")\n",
                              event->service, event->verb, 1001 + event->order, event->pick);
      break;
    case EVENT_FAULT:
      g_string_append_printf (text, "%s: %s %" G_GINT64_FORMAT " on %" G_GINT64_FORMAT " of %s\n",
                              event->service, event->verb, event->amount, event->pick % 4 + 1,
                              event->method != NULL ? event->method : "all calls");
      break;
    case EVENT_SHIP:
    case EVENT_RETRY:
      g_string_append_printf (text, "here: %s on order %u (pick %" G_GINT64_FORMAT ")\n", names[event->kind],
                              1001 + event->order, event->pick);
      break;
    case EVENT_NETWORK:
    case EVENT_LATE:
    case EVENT_CRASH:
    case EVENT_CLOCK:
    case EVENT_CONNECT:
    default:
      g_string_append_printf (text, "here: %s %" G_GINT64_FORMAT " (pick %" G_GINT64_FORMAT ")\n",
                              names[event->kind], event->amount, event->pick);
      break;
    }
}

char *
story_to_text (const Story *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT ": %u orders from %s, %" G_GINT64_FORMAT " minutes",
                          self->seed, self->orders, self->inbound ? "Webshipper" : "Rackbeat",
                          self->length / 60);
  for (guint i = 0; i < self->choices->len; i++)
    g_string_append_printf (text, ", %s", (char *) g_ptr_array_index (self->choices, i));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < self->switches->len; i++)
    g_string_append_printf (text, "  switch %s\n", (char *) g_ptr_array_index (self->switches, i));
  for (guint i = 0; i < self->events->len; i++)
    tell_event (text, &g_array_index (self->events, Event, i));
  return g_string_free (text, FALSE);
}

void
story_free (Story *self)
{
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->switches);
  g_array_unref (self->events);
  g_free (self);
}
