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
  guint64 seed;      /* of a story that breaks by it, where few do: told first; 0 for none */
} bugs[] = {
  { "skip-journal", "a request leaves before the journal knows of it", 138 },
  { "lose-answer", "what the service answered is not kept" },
  { "retry-blindly", "what may have taken effect is sent again without a look" },
  { "believe-sent", "what may have been lost is taken for done" },
  { "ask-too-early", "a look that finds nothing is believed while the request may be under way" },
  { "early-cursor", "the cursor moves on before all pages are read", 1024 },
  { "first-page-only", "the pages after the first are not read" },
  { "swallow-problems", "problems are not told" },
  { "wrong-rate", "an order goes with another rate than its term says" },
  { "cut-fractions", "parts of a whole are cut off", 1027 },
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

/* (transfer full) (nullable): what broke. */
static char *
try_seed (guint64 seed, const GPtrArray *positions)
{
  g_autoptr (Story) story = story_new (seed, positions);
  g_autoptr (Ending) ending = stage_tell (story, FALSE);

  return ending->broken->len > 0 ? g_strdup_printf ("seed %" G_GUINT64_FORMAT ": %s", seed,
                                                    (char *) g_ptr_array_index (ending->broken, 0))
                                 : NULL;
}

/* (transfer full) (nullable): the first finding; NULL when all stories were told and none broke. */
static char *
find (guint64 first, const GPtrArray *positions)
{
  char *finding = first != 0 ? try_seed (first, positions) : NULL;

  for (guint i = 0; i < SEEDS && finding == NULL; i++)
    finding = try_seed (seed_of (i), positions);
  return finding;
}

int
planted_tell (const GPtrArray *positions, const char *only)
{
  gboolean all = TRUE;

  g_print ("1..%u\n", (guint) G_N_ELEMENTS (bugs));
  for (guint i = 0; i < G_N_ELEMENTS (bugs); i++)
    {
      g_autofree char *finding = NULL;

      if (only != NULL && !g_str_equal (only, bugs[i].name))
        continue;
      planted_choose (bugs[i].name);
      finding = find (bugs[i].seed, positions);
      all &= finding != NULL;
      g_print ("%sok %u - it is found when %s (%s)\n# %s\n", finding != NULL ? "" : "not ", i + 1,
               bugs[i].words, bugs[i].name, finding != NULL ? finding : "no story broke");
    }
  return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
