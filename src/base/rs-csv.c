/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-csv.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

GString *
rs_csv_new (void)
{
  return g_string_new (BYTE_ORDER_MARK);
}

char
rs_csv_separator (const char *decimal_point)
{
  return g_strcmp0 (decimal_point, ",") == 0 ? ';' : ',';
}

/* What begins so is a formula to a spreadsheet, unless it is a mere number. */
static gboolean
is_formula (const char *cell)
{
  if (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL)
    return FALSE;
  return !(*cell == '-' && cell[1] != '\0' && strspn (cell + 1, "0123456789.,") == strlen (cell + 1));
}

static void
add_cell (GString *csv, char separator, const char *cell)
{
  const char special[] = { separator, '"', '\r', '\n', '\0' };

  if (strpbrk (cell, special) == NULL && !is_formula (cell))
    {
      g_string_append (csv, cell);
      return;
    }
  g_string_append_c (csv, '"');
  if (is_formula (cell))
    g_string_append_c (csv, '\'');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

void
rs_csv_add_row (GString *csv, char separator, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (csv, separator);
      add_cell (csv, separator, cells[i]);
    }
  g_string_append (csv, "\r\n");
}
