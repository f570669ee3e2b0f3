/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-random.h"

struct _RsRandom
{
  GObject parent_instance;
  guint64 seed;
  guint64 state;
};

G_DEFINE_FINAL_TYPE (RsRandom, rs_random, G_TYPE_OBJECT)

/* SplitMix64: small, well mixed, and the same on every machine for ever, which GRand does not promise. */
static guint64
next (RsRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
rs_random_class_init (RsRandomClass *klass)
{
}

static void
rs_random_init (RsRandom *self)
{
}

RsRandom *
rs_random_new (guint64 seed)
{
  RsRandom *self = g_object_new (RS_TYPE_RANDOM, NULL);

  while (seed == 0)
    seed = ((guint64) g_random_int () << 32) | g_random_int ();
  self->seed = seed;
  self->state = seed;
  return self;
}

guint64
rs_random_get_seed (RsRandom *self)
{
  g_return_val_if_fail (RS_IS_RANDOM (self), 0);
  return self->seed;
}

gint64
rs_random_range (RsRandom *self, gint64 low, gint64 high)
{
  g_return_val_if_fail (RS_IS_RANDOM (self), low);
  g_return_val_if_fail (low < high, low);
  return (gint64) ((guint64) low + next (self) % ((guint64) high - (guint64) low));
}

double
rs_random_unit (RsRandom *self)
{
  g_return_val_if_fail (RS_IS_RANDOM (self), 0);
  return (double) (next (self) >> 11) / 9007199254740992.0;
}

gboolean
rs_random_chance (RsRandom *self, double probability)
{
  return rs_random_unit (self) < probability;
}
