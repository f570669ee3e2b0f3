/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* The members that an object of the reference always has (§3.4–3.6), for those that nobody gave a value:
 * another client may read any of them. */

typedef struct
{
  RsRbKind kind;
  const char *names;   /* words */
  const char *initial; /* JSON */
} Shape;

static const Shape shapes[] = {
  { RS_RB_CUSTOMERS,
    "company_vat ean locale contact_email contact_phone employee_id employee our_reference their_reference attention "
    "max_credit delivery_address",
    "null" },
  { RS_RB_CUSTOMERS, "general_discount_percentage", "0" },
  { RS_RB_CONTACTS, "role initials contact_email contact_phone", "null" },
  { RS_RB_CONTACTS, "cc_order cc_offer cc_invoice cc_delivery_note", "false" },
  { RS_RB_ADDRESSES, "name street street2 city zipcode country email phone", "null" },
  { RS_RB_OWN_ADDRESSES, "name street street2 city zipcode country", "null" },
  { RS_RB_ITEMS,
    "barcode description recommended_sales_price sales_profit recommended_cost_price cost_addition_percentage "
    "min_order min_sales min_stock default_supplier_id default_supplier default_location picture_url discount_group "
    "unit_id unit variation_id variation deleted_at pdf_url department_id goods_code country_code",
    "null" },
  { RS_RB_ITEMS, "cost_price stock_quantity purchased_quantity used_in_production_quantity", "0" },
  { RS_RB_ITEMS, "is_convertable should_assure_quality", "false" },
  { RS_RB_ITEMS, "pictures", "{\"thumb\":null,\"display\":null,\"large\":null,\"original\":null}" },
  { RS_RB_ITEMS, "serial_numbers", "{\"is_active\":false,\"index\":\"\"}" },
  { RS_RB_ITEMS, "batch_control", "{\"is_active\":false}" },
  { RS_RB_PAYMENT_TERMS, "type_translated description", "null" },
  { RS_RB_EMPLOYEES,
    "initials contact_phone contact_email locale job_title default_location_id default_location", "null" },
  { RS_RB_EMPLOYEES, "should_notify", "false" },
  { RS_RB_LOCATIONS, "barcode parent_id toplevel_parent_id", "null" },
  { RS_RB_LOCATIONS, "is_default", "false" },
  { RS_RB_LOCATIONS, "children_count nesting_level", "0" },
  { RS_RB_LOCATIONS, "nest_list", "[]" },
  { RS_RB_USERS, "initials avatar locale employee_id", "null" },
  { RS_RB_USERS, "billing_type", "\"premium\"" },
  { RS_RB_USERS, "is_you is_api_only", "false" },
  { RS_RB_USERS, "permissions", "[]" },
  { RS_RB_USERS, "settings", "{}" },
  { RS_RB_PRODUCT_GROUPS, "should_spread_cost", "false" },
  { RS_RB_COLLECTIONS, "lines", "[]" },
};

JsonObject *
rs_sbr_brief (JsonObject *row)
{
  JsonObject *brief = json_object_new ();

  rs_sbr_take (brief, row, "number");
  rs_sbr_take (brief, row, "name");
  return brief;
}

void
rs_sbr_complete (RsRbKind kind, JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_auto (GStrv) names = NULL;

      if (shapes[i].kind != kind)
        continue;
      names = g_strsplit (shapes[i].names, " ", -1);
      for (guint j = 0; names[j] != NULL; j++)
        if (!json_object_has_member (object, names[j]))
          json_object_set_member (object, names[j], json_from_string (shapes[i].initial, NULL));
    }
}
