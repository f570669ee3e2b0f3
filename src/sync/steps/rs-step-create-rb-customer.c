/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-rb-customer.h"

/* Creates a customer in Rackbeat. No handle of ours fits in, so what tells it is what it was made of: VAT
 * number, e-mail and name, name and zip. It is looked for before it is made too: somebody may have made it
 * since the list was read. */

#define MARGIN    RS_INSTANT_DAY
#define LIMIT     100
#define MAX_PAGES 10000

static void
adopt (RsStepContext *context, RsDocument *document)
{
  const RsRbCustomer *customer = document->object;

  json_object_set_int_member (context->result, "rb_customer_number", customer->number);
  g_set_str (&context->buyer, rs_step_payload_string (context, "handle"));
  context->customer = customer->number;
  rs_step_context_take (context, &rs_feed_rb_customers, rs_document_ref (document));
}

static gboolean
says (const char *word, const char *wanted)
{
  return word != NULL && g_strcmp0 (word, wanted) == 0;
}

/* The customer says all that the step would say of it, as far as it goes. */
static gboolean
is_wanted (RsStepContext *context, const RsRbCustomer *customer)
{
  const char *name = rs_step_payload_string (context, "name");
  const char *vat = rs_step_payload_string (context, "vat");
  g_autofree char *vat_word = rs_customer_vat_word (vat);
  g_autofree char *mail_word = rs_customer_mail_word (rs_step_payload_string (context, "email"), name);
  g_autofree char *name_word = rs_customer_name_word (name, rs_step_payload_string (context, "zip"));
  g_autofree char *its_vat = rs_customer_vat_word (customer->vat_number);
  g_autofree char *its_mail = rs_customer_mail_word (customer->email, customer->name);
  g_autofree char *its_name
    = rs_customer_name_word (customer->name, customer->address != NULL ? customer->address->zip : NULL);

  if (vat_word != NULL)
    return says (its_vat, vat_word) && !rs_customer_vat_differs (vat, customer->vat_number);
  if (mail_word != NULL)
    return says (its_mail, mail_word);
  return says (its_name, name_word);
}

static RsFound
look_through (RsStepContext *context, RsRbListQuery *query, RsInstant since, GError **error)
{
  RsInstant previous = RS_INSTANT_NONE;
  gboolean sorted = TRUE;

  for (query->page = 1; query->page <= MAX_PAGES; query->page++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (
        rs_rackbeat_client_list_customers (context->pass->rackbeat, query, context->pass->priority), error);

      if (page == NULL)
        return RS_FOUND_ERROR;
      for (guint i = 0; i < page->rows->len; i++)
        {
          RsDocument *row = g_ptr_array_index (page->rows, i);
          const RsRbCustomer *customer = row->object;

          if (customer == NULL)
            continue;
          sorted &= previous == RS_INSTANT_NONE || customer->updated_at <= previous;
          previous = customer->updated_at;
          if (!is_wanted (context, customer))
            continue;
          adopt (context, row);
          return RS_FOUND_YES;
        }
      if (page->is_last || page->rows->len == 0
          || (sorted && since != RS_INSTANT_NONE && previous != RS_INSTANT_NONE && previous < since))
        break;
    }
  return RS_FOUND_NO;
}

static RsFound
search (RsStepContext *context, GError **error)
{
  static const char *const names[] = { "vat", "email", "name" };
  RsRbListQuery query = { .limit = LIMIT, .updated_from = RS_INSTANT_NONE, .newest_first = TRUE };
  g_autoptr (GError) refused = NULL;
  RsFound found;

  for (guint i = 0; i < G_N_ELEMENTS (names) && query.search == NULL; i++)
    query.search = rs_step_payload_string (context, names[i]);
  if (query.search == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The journaled step holds no customer");
      return RS_FOUND_ERROR;
    }
  found = look_through (context, &query, RS_INSTANT_NONE, &refused);
  if (found != RS_FOUND_ERROR || g_error_matches (refused, RS_ERROR, RS_ERROR_REJECTED))
    return found == RS_FOUND_ERROR ? RS_FOUND_NO : found;
  g_propagate_error (error, g_steal_pointer (&refused));
  return RS_FOUND_ERROR;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  RsInstant since
    = context->step->created_at != RS_INSTANT_NONE ? context->step->created_at - MARGIN : RS_INSTANT_NONE;
  RsRbListQuery newest = { .limit = LIMIT, .updated_from = since, .newest_first = TRUE };
  RsFound found = search (context, error);

  return found == RS_FOUND_NO ? look_through (context, &newest, since, error) : found;
}

/* A person who answered that it is a new one has seen the others. */
static gboolean
is_surely_new (RsStepContext *context)
{
  g_autofree char *key = g_strconcat ("customer:", rs_step_payload_string (context, "handle"), NULL);

  return g_strcmp0 (g_hash_table_lookup (context->subject->answers, key), "new") == 0;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  g_autoptr (GBytes) body = rs_step_payload_body (context, "customer");
  g_autoptr (RsDocument) made = NULL;

  if (!is_surely_new (context))
    switch (search (context, error))
      {
      case RS_FOUND_YES:
        return TRUE;
      case RS_FOUND_NO:
        break;
      case RS_FOUND_BY_HAND:
      case RS_FOUND_ERROR:
      default:
        return FALSE;
      }
  made = dex_await_boxed (rs_rackbeat_client_create_customer_from (context->pass->rackbeat, body), error);
  if (made == NULL)
    return FALSE;
  if (made->object != NULL)
    adopt (context, made);
  return TRUE;
}

static RsFound
verify (RsStepContext *context, GError **error)
{
  return context->customer != 0 ? RS_FOUND_YES : lookup (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Create the customer \"%s\" in Rackbeat",
                          rs_json_value_get_string (payload, "name"));
}

const RsStepKind rs_step_create_rb_customer
  = { "create-rb-customer", RS_STEP_SETTLE, lookup, perform, verify, describe };
