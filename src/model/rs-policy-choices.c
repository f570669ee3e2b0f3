/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-policy-choices.h"

#include "rs-country.h"
#include "rs-error.h"
#include "rs-fold.h"

typedef enum
{
  KIND_WORD,      /* one of the words, stored as its place */
  KIND_NUMBER,    /* 0 for none */
  KIND_INSTANT,   /* RS_INSTANT_NONE for none */
  KIND_NUMBERS,   /* set of gint64* */
  KIND_COUNTRIES, /* set of ISO codes */
} Kind;

typedef struct
{
  const char *name;
  const char *words; /* "a|b" for KIND_WORD, else for people */
  Kind kind;
  gsize offset; /* in RsPolicy */
} Choice;

#define CHOICE(name, words, kind, member) { name, words, kind, G_STRUCT_OFFSET (RsPolicy, member) }

static const Choice choices[] = {
  CHOICE ("set-up", "done|draft", KIND_WORD, is_draft),
  CHOICE ("direction", "none|rb-to-ws|ws-to-rb", KIND_WORD, direction),
  CHOICE ("trigger", "order|shipment", KIND_WORD, trigger),
  CHOICE ("channel", "NUMBER", KIND_NUMBER, channel_id),
  CHOICE ("start", "DATE", KIND_INSTANT, start),
  CHOICE ("drafts", "no|yes", KIND_WORD, with_drafts),
  CHOICE ("ready-only", "no|yes", KIND_WORD, ready_only),
  CHOICE ("freight", "leave-out|virtual", KIND_WORD, freight),
  CHOICE ("unmapped", "hold|send", KIND_WORD, unmapped),
  CHOICE ("default-rate", "NUMBER", KIND_NUMBER, default_rate),
  CHOICE ("tracking-field", "NUMBER", KIND_NUMBER, tracking_field),
  CHOICE ("sender", "channel|company", KIND_WORD, sends_company),
  CHOICE ("foreign", "hold|send", KIND_WORD, sends_beside_foreign),
  CHOICE ("arrive", "draft|booked", KIND_WORD, books_orders),
  CHOICE ("default-term", "NUMBER", KIND_NUMBER, default_term),
  CHOICE ("customer-group", "NUMBER", KIND_NUMBER, customer_group),
  CHOICE ("payment-term", "NUMBER", KIND_NUMBER, payment_term),
  CHOICE ("layout", "NUMBER", KIND_NUMBER, layout),
  CHOICE ("vat-zone", "by-country|domestic|eu|abroad|domestic_exempt", KIND_WORD, vat_zone),
  CHOICE ("item-group", "NUMBER", KIND_NUMBER, item_group),
  CHOICE ("item-unit", "NUMBER", KIND_NUMBER, item_unit),
  CHOICE ("only-terms", "NUMBER,…", KIND_NUMBERS, filter_terms),
  CHOICE ("only-countries", "CODE,…", KIND_COUNTRIES, filter_countries),
  CHOICE ("only-groups", "NUMBER,…", KIND_NUMBERS, filter_groups),
  CHOICE ("pace", "1m|30s|2m|5m|15m|60m", KIND_WORD, pace),
};

G_STATIC_ASSERT (sizeof (RsDirection) == sizeof (gboolean));

const char *const *
rs_policy_choice_names (void)
{
  static const char *names[G_N_ELEMENTS (choices) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    names[i] = choices[i].name;
  return names;
}

static const Choice *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return &choices[i];
  return NULL;
}

const char *
rs_policy_choice_words (const char *name)
{
  const Choice *choice = find (name);

  return choice != NULL ? choice->words : NULL;
}

static gboolean
refuse (const Choice *choice, const char *value, GError **error)
{
  g_autofree char *excerpt = rs_text_excerpt (value, 40);

  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "\"%s\" is %s, not \"%s\"", choice->name, choice->words,
               excerpt);
  return FALSE;
}

static gboolean
choose_word (const Choice *choice, int *out, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (choice->words, "|", -1);

  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], value) || (i == 0 && *value == '\0'))
      {
        *out = i;
        return TRUE;
      }
  return refuse (choice, value, error);
}

static gboolean
choose_number (const Choice *choice, gint64 *out, const char *value, GError **error)
{
  gint64 number = 0;

  if (*value != '\0' && !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &number, NULL))
    return refuse (choice, value, error);
  *out = number;
  return TRUE;
}

static gboolean
choose_instant (const Choice *choice, RsInstant *out, const char *value, GError **error)
{
  RsInstant instant = RS_INSTANT_NONE;

  if (*value != '\0' && !rs_instant_parse (value, NULL, &instant, NULL))
    return refuse (choice, value, error);
  *out = instant;
  return TRUE;
}

/* One element of a set, NULL when it cannot be one. (transfer full) (nullable) */
static gpointer
parse_element (Kind kind, const char *word)
{
  gint64 number;

  if (kind == KIND_NUMBERS)
    return g_ascii_string_to_signed (word, 10, 1, G_MAXINT64, &number, NULL)
             ? g_memdup2 (&number, sizeof number)
             : NULL;
  return rs_country_is_code (word) ? g_strdup (word) : NULL;
}

static gboolean
choose_set (const Choice *choice, GHashTable **out, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  g_autoptr (GHashTable) set = choice->kind == KIND_NUMBERS
                                 ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL)
                                 : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);
      gpointer element = *word != '\0' ? parse_element (choice->kind, word) : NULL;

      if (element != NULL)
        g_hash_table_add (set, element);
      else if (*word != '\0')
        return refuse (choice, word, error);
    }
  g_clear_pointer (out, g_hash_table_unref);
  if (g_hash_table_size (set) > 0)
    *out = g_steal_pointer (&set);
  return TRUE;
}

gboolean
rs_policy_choose (RsPolicy *self, const char *name, const char *value, GError **error)
{
  const Choice *choice = find (name);
  gpointer member = choice != NULL ? G_STRUCT_MEMBER_P (self, choice->offset) : NULL;

  if (choice == NULL)
    {
      g_autofree char *excerpt = rs_text_excerpt (name, 40);

      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "There is no choice \"%s\"", excerpt);
      return FALSE;
    }
  switch (choice->kind)
    {
    case KIND_WORD:
      return choose_word (choice, member, value, error);
    case KIND_NUMBER:
      return choose_number (choice, member, value, error);
    case KIND_INSTANT:
      return choose_instant (choice, member, value, error);
    case KIND_NUMBERS:
    case KIND_COUNTRIES:
    default:
      return choose_set (choice, member, value, error);
    }
}

static char *
join_set (GHashTable *set, gboolean as_numbers)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer element;

  if (set == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &element, NULL))
    g_ptr_array_add (words, as_numbers ? g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) element)
                                       : g_strdup (element));
  g_ptr_array_sort_values (words, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (",", (char **) words->pdata);
}

char *
rs_policy_get_choice (const RsPolicy *self, const char *name)
{
  const Choice *choice = find (name);
  gpointer member = choice != NULL ? G_STRUCT_MEMBER_P (self, choice->offset) : NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (choice != NULL, NULL);
  switch (choice->kind)
    {
    case KIND_WORD:
      words = g_strsplit (choice->words, "|", -1);
      return g_strdup (words[CLAMP (*(int *) member, 0, (int) g_strv_length (words) - 1)]);
    case KIND_NUMBER:
      return *(gint64 *) member != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) member) : NULL;
    case KIND_INSTANT:
      return rs_instant_to_string (*(RsInstant *) member);
    case KIND_NUMBERS:
    case KIND_COUNTRIES:
    default:
      return join_set (*(GHashTable **) member, choice->kind == KIND_NUMBERS);
    }
}
