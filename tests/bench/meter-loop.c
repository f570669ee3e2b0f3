/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "meter.h"

#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

/* Between two polls of the main loop nothing that a person does is noticed: that is how long the program is
 * deaf. Shorter spans than this, in microseconds, are only counted. */
#define WORTH_NOTING 1000
/* DESIGN §4: nothing on the main loop may block for longer; and what a person notices, a frame. In
 * microseconds. */
#define TOO_LONG 8000
#define A_FRAME  16000
/* How often it is looked whether the main loop is stuck. */
#define LOOK_EVERY 2000

static struct
{
  /* Those worth noting, by the clock on the wall and by the processor time they took. */
  GArray *wall; /* (owned) (element-type gint64) */
  GArray *cpu;  /* (owned) (element-type gint64) */
  guint64 n_spans;
  gint64 since; /* atomic enough: one writer, a reader that only looks; 0 while polling */
  gint64 since_cpu;
  pthread_t thread;
  int stacks;
} loop;

static void
note (GArray *spans, gint64 span)
{
  if (span >= WORTH_NOTING)
    g_array_append_val (spans, span);
}

static void
end_span (void)
{
  loop.n_spans++;
  note (loop.wall, g_get_monotonic_time () - loop.since);
  note (loop.cpu, meter_thread_time () - loop.since_cpu);
  loop.since = 0;
}

static gint
poll_noted (GPollFD *fds, guint n_fds, gint timeout)
{
  gint n_ready;

  if (loop.since != 0)
    end_span ();
  n_ready = g_poll (fds, n_fds, timeout);
  loop.since_cpu = meter_thread_time ();
  loop.since = g_get_monotonic_time ();
  return n_ready;
}

static void
on_stuck (int number)
{
  gpointer frames[64];
  int n_frames = backtrace (frames, G_N_ELEMENTS (frames));

  backtrace_symbols_fd (frames, n_frames, loop.stacks);
  if (write (loop.stacks, "\n", 1) < 0)
    _exit (1);
}

static gpointer
look_after (gpointer data)
{
  gint64 told = 0;

  for (;;)
    {
      gint64 since = loop.since;

      g_usleep (LOOK_EVERY);
      if (since == 0 || since == told || since != loop.since || g_get_monotonic_time () - since < TOO_LONG)
        continue;
      told = since;
      pthread_kill (loop.thread, SIGUSR2);
    }
  return NULL;
}

static void
begin_stacks (const char *file)
{
  gpointer frame;

  loop.stacks = open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (loop.stacks < 0)
    g_error ("%s cannot be written", file);
  /* The first call loads a library, which no signal handler may. */
  backtrace (&frame, 1);
  loop.thread = pthread_self ();
  signal (SIGUSR2, on_stuck);
  g_thread_unref (g_thread_new ("meter", look_after, NULL));
}

void
meter_loop_begin (void)
{
  const char *stacks = g_getenv ("RS_METER_STACKS");

  loop.wall = g_array_new (FALSE, FALSE, sizeof (gint64));
  loop.cpu = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_main_context_set_poll_func (NULL, poll_noted);
  if (stacks != NULL)
    begin_stacks (stacks);
}

void
meter_loop_forget (void)
{
  g_array_set_size (loop.wall, 0);
  g_array_set_size (loop.cpu, 0);
  loop.n_spans = 0;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static char *
describe (GArray *spans)
{
  guint too_long = 0, a_frame = 0;
  gint64 longest = 0, rare = 0;
  /* One in a hundred is longer than this; those not noted are shorter. */
  guint64 n_rare = loop.n_spans / 100;

  g_array_sort (spans, compare);
  for (guint i = 0; i < spans->len; i++)
    {
      longest = g_array_index (spans, gint64, i);
      too_long += longest > TOO_LONG;
      a_frame += longest > A_FRAME;
    }
  if (n_rare < spans->len)
    rare = g_array_index (spans, gint64, spans->len - 1 - n_rare);
  return g_strdup_printf ("{\"longest_ms\":%.2f,\"rare_ms\":%.2f,\"over_8_ms\":%u,\"over_16_ms\":%u}",
                          (double) longest / 1000, (double) rare / 1000, too_long, a_frame);
}

char *
meter_loop_describe (void)
{
  g_autofree char *wall = describe (loop.wall);
  g_autofree char *cpu = describe (loop.cpu);

  return g_strdup_printf ("\"spans\":%" G_GUINT64_FORMAT ",\"wall\":%s,\"cpu\":%s", loop.n_spans, wall, cpu);
}
