/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-encode.h"

static void
add_dimensions (JsonBuilder *builder, const RsPackage *package)
{
  if (rs_decimal_is_zero (package->length) && rs_decimal_is_zero (package->width)
      && rs_decimal_is_zero (package->height))
    return;
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_object (builder);
  rs_json_builder_add_decimal (builder, "length", package->length);
  rs_json_builder_add_decimal (builder, "width", package->width);
  rs_json_builder_add_decimal (builder, "height", package->height);
  rs_json_builder_add_string (builder, "unit",
                              package->dimension_unit != NULL ? package->dimension_unit : "cm");
  json_builder_end_object (builder);
}

/* Whether the id alone is enough is UNKNOWN (§8.6): lines are sent with all that is known of them. */
static void
add_line (JsonBuilder *builder, const RsPackageLine *line)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, line->line_id);
  rs_json_builder_add_string (builder, "sku", line->sku);
  json_builder_set_member_name (builder, "quantity");
  json_builder_add_int_value (builder, line->quantity);
  if (line->ext_ref != NULL)
    rs_json_builder_add_string (builder, "ext_ref", line->ext_ref);
  json_builder_end_object (builder);
}

static void
add_package (JsonBuilder *builder, const RsPackage *package)
{
  json_builder_begin_object (builder);
  if (package->has_weight)
    {
      rs_json_builder_add_decimal (builder, "weight", package->weight.amount);
      rs_json_builder_add_string (builder, "weight_unit", rs_weight_unit_name (package->weight.unit));
    }
  add_dimensions (builder, package);
  if (package->lines->len > 0)
    {
      json_builder_set_member_name (builder, "order_lines");
      json_builder_begin_array (builder);
      for (guint i = 0; i < package->lines->len; i++)
        add_line (builder, g_ptr_array_index (package->lines, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

GBytes *
rs_webshipper_encode_booking (const char *order_id, GPtrArray *packages)
{
  JsonBuilder *builder = rs_webshipper_begin_resource ("shipments", NULL);

  if (packages != NULL && packages->len > 0)
    {
      json_builder_set_member_name (builder, "packages");
      json_builder_begin_array (builder);
      for (guint i = 0; i < packages->len; i++)
        add_package (builder, g_ptr_array_index (packages, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "relationships");
  json_builder_begin_object (builder);
  rs_webshipper_add_relationship (builder, "order", "orders", order_id);
  json_builder_end_object (builder);
  return rs_webshipper_end_resource (builder);
}
