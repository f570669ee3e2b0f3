/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* Whether a question is allowed: what may be included, named as a field, sorted by (Webshipper reference
 * §1.5). */

/* The refusal of an include that is not defined, or that the switch refuses; NULL when all is well. */
static RsResponse *
check_include (RsSandboxWebshipper *self, RsRequest *request, const char *type)
{
  const char *wish = rs_request_get_query (request, "include");
  g_auto (GStrv) names = wish != NULL ? g_strsplit (wish, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *first = g_strndup (names[i], strcspn (names[i], "."));
      g_autofree char *detail
        = g_strdup_printf ("%.60s is not a valid includable relationship of %s", names[i], type);

      if (!rs_sbw_is_relation (type, first)
          || (g_str_equal (first, "shipments") && rs_sbw_is (self, "include", "refused")))
        return rs_sbw_error (400, "112", NULL, "Invalid field", detail);
    }
  return NULL;
}

static gboolean
is_attribute (RsSandboxWebshipper *self, const char *type, const char *name)
{
  GPtrArray *all = rs_sbw_list (self, type);

  /* What a type has is seen by its first record; where there is none, nothing is refused. */
  return all->len == 0 || g_str_equal (name, "id") || g_str_equal (name, "created_at")
         || g_str_equal (name, "updated_at") || g_str_equal (name, "slip") || g_str_equal (name, "base64")
         || json_object_has_member (((RsWsRecord *) g_ptr_array_index (all, 0))->attributes, name);
}

static RsResponse *
check_sort (RsSandboxWebshipper *self, const char *type, const char *sort)
{
  g_auto (GStrv) criteria = sort != NULL ? g_strsplit (sort, ",", -1) : NULL;

  for (guint i = 0; criteria != NULL && criteria[i] != NULL; i++)
    {
      const char *name = criteria[i] + (*criteria[i] == '-');
      g_autofree char *detail = g_strdup_printf ("%.60s is not a valid sort criteria for %s", name, type);

      if (rs_sbw_is (self, "sort", "refused") || !is_attribute (self, type, name))
        return rs_sbw_error (400, "114", NULL, "Invalid sort criteria", detail);
    }
  return NULL;
}

/* fields[type]=a,b: only of types that are there, only attributes and relationships they have (§1.5). */
static RsResponse *
check_fields (RsSandboxWebshipper *self, RsRequest *request)
{
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    {
      const char *key = g_ptr_array_index (request->query, i);
      g_autofree char *type
        = g_str_has_prefix (key, "fields[") ? g_strndup (key + 7, strcspn (key + 7, "]")) : NULL;
      g_auto (GStrv) names
        = type != NULL ? g_strsplit (g_ptr_array_index (request->query, i + 1), ",", -1) : NULL;

      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        {
          g_autofree char *detail = g_strdup_printf ("%.60s is not a valid field for %.40s.", names[j], type);

          if (*names[j] != '\0' && !is_attribute (self, type, names[j])
              && !rs_sbw_is_relation (type, names[j]))
            return rs_sbw_error (400, "104", NULL, "Invalid field", detail);
        }
    }
  return NULL;
}

RsResponse *
rs_sbw_check_question (RsSandboxWebshipper *self, RsRequest *request, const char *type)
{
  RsResponse *refused = check_include (self, request, type);

  if (refused == NULL)
    refused = check_fields (self, request);
  return refused != NULL ? refused : check_sort (self, type, rs_request_get_query (request, "sort"));
}
