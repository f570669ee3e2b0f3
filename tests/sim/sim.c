/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#ifdef RS_PLANTS
#include "planted.h"
#endif
#include "stage.h"

#include <glib/gstdio.h>
#include <libdex.h>
#include <locale.h>
#include <stdlib.h>

/* Deterministic simulation: the whole engine, store and both simulated services in one thread and in virtual
 * time, from a seed.
 *
 *   sim --seed N            one story: told, judged, and shrunk when it breaks a promise
 *   sim --seconds N         new seeds until the time is up
 *   sim --first N --count M --cases C   a test: M seeds from N on, in C cases
 *   sim --first N --count M --twice     a test: each of M stories ends in the same way when it is told again
 *
 * Built with bugs on purpose, planted.c:
 *   sim-planted --planted [--bug NAME]   a test: each of them is found, or this one
 *   sim-planted --bug NAME --seed N    one story with that bug */

/* Tellings that shrinking may cost. */
#define MOST_TELLINGS 400

static gint64 seed = -1, first = 1, count = 100, seconds = 0, cases = 10;
static gboolean with_log = FALSE, whole = FALSE, twice = FALSE;

#ifdef RS_PLANTS
static gboolean planted = FALSE;
static char *bug;
#endif

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Tell one story, and shrink it when it fails", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT64, &seconds, "Tell new stories for so long", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT64, &first, "The first seed", "N" },
  { "count", 0, 0, G_OPTION_ARG_INT64, &count, "How many seeds", "N" },
  { "cases", 0, 0, G_OPTION_ARG_INT64, &cases, "How many test cases they are told as", "N" },
  { "twice", 0, 0, G_OPTION_ARG_NONE, &twice, "Prove that a seed tells one story only", NULL },
  { "log", 0, 0, G_OPTION_ARG_NONE, &with_log, "With --seed: show every request", NULL },
  { "whole", 0, 0, G_OPTION_ARG_NONE, &whole, "With --seed: do not shrink it", NULL },
#ifdef RS_PLANTS
  { "planted", 0, 0, G_OPTION_ARG_NONE, &planted, "Prove that each bug on purpose is found", NULL },
  { "bug", 0, 0, G_OPTION_ARG_STRING, &bug, "This bug on purpose is in it", "NAME" },
#endif
  { NULL },
};

/* "nothing doubled", the promise; what comes behind it differs from telling to telling. */
static char *
promise_of (const char *broken)
{
  return g_strndup (broken, strcspn (broken, ":"));
}

static gboolean
breaks (const Story *story, const char *promise, guint *tellings)
{
  g_autoptr (Ending) ending = stage_tell (story, FALSE);

  ++*tellings;
  for (guint i = 0; i < ending->broken->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (ending->broken, i), promise))
      return TRUE;
  return FALSE;
}

/* Leaves out what is not needed for @promise to be broken: in halves, in quarters, one by one. (transfer
 * full): takes @story. */
static Story *
shrink (Story *story, const char *promise)
{
  guint tellings = 0;

  for (guint size = MAX (story_count_parts (story) / 2, 1); tellings < MOST_TELLINGS;)
    {
      gboolean smaller = FALSE;

      for (guint start = 0; start < story_count_parts (story) && tellings < MOST_TELLINGS;)
        {
          Story *less = story_without (story, start, size);

          if (less != NULL && breaks (less, promise, &tellings))
            {
              story_free (story);
              story = less;
              smaller = TRUE;
              continue;
            }
          g_clear_pointer (&less, story_free);
          start += size;
        }
      if (size == 1 && !smaller)
        break;
      size = MAX (size / 2, 1);
    }
  while (story->orders > 1 && tellings < MOST_TELLINGS + 20)
    {
      Story *less = story_with_orders (story, story->orders - MAX (story->orders / 3, 1));

      if (!breaks (less, promise, &tellings))
        {
          story_free (less);
          break;
        }
      story_free (story);
      story = less;
    }
  return story;
}

static void
say (const char *prefix, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_print ("%s%s\n", prefix, lines[i]);
}

static void
say_ending (const char *prefix, const Story *story, const Ending *ending)
{
  g_autofree char *text = story_to_text (story);

  say (prefix, text);
  for (guint i = 0; i < ending->broken->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("  BROKEN %s", (char *) g_ptr_array_index (ending->broken, i));

      say (prefix, line);
    }
  g_print ("%s  %u requests, %u lives, %.12s\n", prefix, ending->requests, ending->lives, ending->digest);
}

/* TRUE when it keeps every promise. */
static gboolean
tell (guint64 number, const GPtrArray *positions, const char *prefix, gboolean shrinks)
{
  g_autoptr (Story) story = story_new (number, positions);
  g_autoptr (Ending) ending = stage_tell (story, FALSE);
  g_autoptr (Ending) again = NULL;
  g_autofree char *promise = NULL;

  if (ending->broken->len == 0)
    return TRUE;
  if (!shrinks)
    {
      say_ending (prefix, story, ending);
      return FALSE;
    }
  promise = promise_of (g_ptr_array_index (ending->broken, 0));
  story = shrink (g_steal_pointer (&story), promise);
  again = stage_tell (story, with_log);
  say_ending (prefix, story, again);
  if (with_log)
    say (prefix, again->log);
  return FALSE;
}

static int
tell_one (const GPtrArray *positions)
{
  g_autoptr (Story) story = story_new ((guint64) seed, positions);
  g_autoptr (Ending) ending = stage_tell (story, with_log);

  say_ending ("", story, ending);
  if (with_log && whole)
    say ("", ending->log);
  if (ending->broken->len == 0 || whole)
    return ending->broken->len == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  g_print ("Shrunk:\n");
  tell ((guint64) seed, positions, "", TRUE);
  return EXIT_FAILURE;
}

static int
tell_for (const GPtrArray *positions)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  guint64 number = (guint64) first;
  guint failed = 0;

  for (; g_get_monotonic_time () < end; number++)
    failed += !tell (number, positions, "", TRUE);
  g_print ("%" G_GUINT64_FORMAT " stories from seed %" G_GINT64_FORMAT ", %u broken\n",
           number - (guint64) first, first, failed);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
tell_as_test (const GPtrArray *positions)
{
  gint64 size = count / cases;
  guint failed_cases = 0;

  g_print ("1..%d\n", (int) cases);
  for (gint64 i = 0; i < cases; i++)
    {
      guint failed = 0;

      for (gint64 j = first + i * size; j < first + (i + 1) * size; j++)
        {
          /* Where it dies instead of ending, the last line says by which seed. */
          g_printerr ("seed %" G_GINT64_FORMAT "\n", j);
          failed += !tell ((guint64) j, positions, "# ", failed == 0);
        }
      failed_cases += failed > 0;
      g_print ("%sok %d - every promise is kept with the seeds %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
               "\n",
               failed > 0 ? "not " : "", (int) i + 1, first + i * size, first + (i + 1) * size - 1);
    }
  return failed_cases == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* All that both services were asked, and when, is in the digest. */
static int
tell_twice (const GPtrArray *positions)
{
  guint failed = 0;

  g_print ("1..%d\n", (int) count);
  for (gint64 i = 0; i < count; i++)
    {
      g_autoptr (Story) story = story_new ((guint64) (first + i), positions);
      g_autoptr (Ending) once = stage_tell (story, FALSE);
      g_autoptr (Ending) again = stage_tell (story, FALSE);
      gboolean same = g_str_equal (once->digest, again->digest) && once->requests == again->requests;

      failed += !same;
      g_print ("%sok %d - seed %" G_GINT64_FORMAT " tells the same story again\n", same ? "" : "not ",
               (int) i + 1, first + i);
    }
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) positions = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  dex_init ();
  positions = stage_list_positions ();
#ifdef RS_PLANTS
  if (planted)
    return planted_tell (positions, bug);
  planted_choose (bug);
#endif
  if (seed >= 0)
    return tell_one (positions);
  if (twice)
    return tell_twice (positions);
  return seconds > 0 ? tell_for (positions) : tell_as_test (positions);
}
