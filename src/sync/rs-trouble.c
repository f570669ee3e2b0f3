/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"
#include "rs-redact.h"

#include <string.h>

/* A service that is out of reach, or refuses the key, is one problem: raised once, solved by the next
 * success. */

/* What a failure of a whole service means to a person, raised once and solved by the next success. */
static const char *
service_problem_code (const GError *error)
{
  if (g_error_matches (error, RS_ERROR, RS_ERROR_AUTH))
    return RS_PROBLEM_KEY_REFUSED;
  return RS_PROBLEM_OFFLINE;
}

typedef struct
{
  RsProblem *problem; /* (nullable): solve instead */
  const char *subject;
  RsInstant now;
} Trouble;

static gboolean
store_trouble (RsDb *db, gpointer data, GError **error)
{
  Trouble *self = data;

  if (self->problem != NULL)
    return rs_problems_raise (db, self->problem, self->now, error);
  return rs_problems_solve (db, RS_PROBLEM_KEY_REFUSED, self->subject, self->now, error)
         && rs_problems_solve (db, RS_PROBLEM_OFFLINE, self->subject, self->now, error);
}

/* The lane begins its words with the service's name, which the sentence has already. */
static const char *
skip_name (const char *words, const char *name)
{
  gsize length = strlen (name);

  return g_str_has_prefix (words, name) && g_str_has_prefix (words + length, ": ") ? words + length + 2
                                                                                   : words;
}

void
rs_pass_tell_trouble (RsPass *self, const char *service, const GError *failure)
{
  const char *name = g_str_equal (service, RS_RACKBEAT) ? "Rackbeat" : "Webshipper";
  gboolean refused = g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH);
  g_autofree char *words = failure != NULL ? rs_redact (failure->message) : NULL;
  g_autoptr (RsProblem) problem = NULL;
  g_autoptr (GError) error = NULL;
  Trouble trouble = { NULL, service, rs_clock_now (self->clock) };

  if (failure != NULL)
    {
      problem = rs_problem_new (
        service_problem_code (failure), service, NULL, refused ? "reconnect" : "retry",
        refused
          ? "%s refuses the key or what it asks for: %s. Nothing is lost; everything waits until it is connected again."
          : "%s cannot be reached: %s. Nothing is lost; RackShip tries again by itself.",
        name, skip_name (words, name));
      trouble.problem = problem;
    }
  if (!rs_store_write (self->store, store_trouble, &trouble, RS_DURABLE_EVENTUALLY, &error))
    g_warning ("The trouble with %s could not be noted: %s", service, error->message);
}
