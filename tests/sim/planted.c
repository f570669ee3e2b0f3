/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "planted.h"

#include "stage.h"

#include "rs-plant.h"

#include <stdlib.h>

/* Each bug is one that somebody could write, and that would break what PRODUCT §1 promises. */
static const struct
{
  const char *name;
  const char *words; /* what is wrong with the engine then */
} bugs[] = {
  { "skip-journal", "a request leaves before the journal knows of it" },
  { "lose-answer", "what the service answered is not kept" },
  { "retry-blindly", "what may have taken effect is sent again without a look" },
  { "believe-sent", "what may have been lost is taken for done" },
  { "ask-too-early", "a look that finds nothing is believed while the request may be under way" },
  { "early-cursor", "the cursor moves on before all pages are read" },
  { "first-page-only", "the pages after the first are not read" },
  { "swallow-problems", "problems are not told" },
  { "drop-mark", "an order that has to wait is not looked at again" },
  { "wrong-rate", "an order goes with another rate than its term says" },
  { "cut-fractions", "parts of a whole are cut off" },
  { "ignore-edits", "what is edited after crossing stays behind" },
  { "ignore-cancelled", "what is cancelled is sent all the same" },
  { "mark-unread", "a mark is believed without being read back" },
  { "forget-tracking", "the tracking number is not written" },
};

/* The seeds of the tests that find nothing wrong without a bug. */
#define SEEDS 500

static const char *chosen;

gboolean
rs_plant_is (const char *name)
{
  return g_strcmp0 (chosen, name) == 0;
}

void
planted_choose (const char *name)
{
  chosen = name;
}

/* As tests/sim/meson.build deals them out. */
static guint64
seed_of (guint index)
{
  return index % 2 == 0 ? 1 + index / 2 : 1001 + index / 2;
}

/* The number of stories it took; 0 when all were told and none broke. */
static guint
find (const GPtrArray *positions, char **finding)
{
  for (guint i = 0; i < SEEDS; i++)
    {
      g_autoptr (Story) story = story_new (seed_of (i), positions);
      g_autoptr (Ending) ending = stage_tell (story, FALSE);

      if (ending->broken->len == 0)
        continue;
      *finding = g_strdup_printf ("seed %" G_GUINT64_FORMAT ": %s", seed_of (i),
                                  (char *) g_ptr_array_index (ending->broken, 0));
      return i + 1;
    }
  return 0;
}

int
planted_tell (const GPtrArray *positions, const char *only)
{
  gboolean all = TRUE;

  g_print ("1..%u\n", (guint) G_N_ELEMENTS (bugs));
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    {
      g_autofree char *finding = NULL;
      guint stories;

      if (only != NULL && !g_str_equal (only, bugs[i].name))
        continue;
      planted_choose (bugs[i].name);
      stories = find (positions, &finding);
      all &= stories > 0;
      g_print ("%sok %u - it is found when %s (%s)\n", stories > 0 ? "" : "not ", i + 1, bugs[i].words,
               bugs[i].name);
      if (stories > 0)
        g_print ("# story %u, %s\n", stories, finding);
    }
  return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
