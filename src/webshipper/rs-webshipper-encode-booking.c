/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-encode.h"

static void
add_dimensions (RsJsonWriter *writer, const RsPackage *package)
{
  if (rs_decimal_is_zero (package->length) && rs_decimal_is_zero (package->width)
      && rs_decimal_is_zero (package->height))
    return;
  rs_json_writer_name (writer, "dimensions");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_decimal (writer, "length", package->length);
  rs_json_writer_put_decimal (writer, "width", package->width);
  rs_json_writer_put_decimal (writer, "height", package->height);
  rs_json_writer_put_string (writer, "unit",
                             package->dimension_unit != NULL ? package->dimension_unit : "cm");
  rs_json_writer_end_object (writer);
}

/* Whether the id alone is enough is UNKNOWN (§8.6): lines are sent with all that is known of them. */
static void
add_line (RsJsonWriter *writer, const RsPackageLine *line)
{
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "id");
  rs_json_writer_add_int (writer, line->line_id);
  rs_json_writer_put_string (writer, "sku", line->sku);
  rs_json_writer_name (writer, "quantity");
  rs_json_writer_add_int (writer, line->quantity);
  if (line->ext_ref != NULL)
    rs_json_writer_put_string (writer, "ext_ref", line->ext_ref);
  rs_json_writer_end_object (writer);
}

static void
add_package (RsJsonWriter *writer, const RsPackage *package)
{
  rs_json_writer_begin_object (writer);
  if (package->has_weight)
    {
      rs_json_writer_put_decimal (writer, "weight", package->weight.amount);
      rs_json_writer_put_string (writer, "weight_unit", rs_weight_unit_name (package->weight.unit));
    }
  add_dimensions (writer, package);
  if (package->lines->len > 0)
    {
      rs_json_writer_name (writer, "order_lines");
      rs_json_writer_begin_array (writer);
      for (guint i = 0; i < package->lines->len; i++)
        add_line (writer, g_ptr_array_index (package->lines, i));
      rs_json_writer_end_array (writer);
    }
  rs_json_writer_end_object (writer);
}

GBytes *
rs_webshipper_encode_booking (const char *order_id, GPtrArray *packages)
{
  RsJsonWriter *writer = rs_webshipper_begin_resource ("shipments", NULL);

  if (packages != NULL && packages->len > 0)
    {
      rs_json_writer_name (writer, "packages");
      rs_json_writer_begin_array (writer);
      for (guint i = 0; i < packages->len; i++)
        add_package (writer, g_ptr_array_index (packages, i));
      rs_json_writer_end_array (writer);
    }
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "relationships");
  rs_json_writer_begin_object (writer);
  rs_webshipper_add_relationship (writer, "order", "orders", order_id);
  rs_json_writer_end_object (writer);
  return rs_webshipper_end_resource (writer);
}
