/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"

static gpointer
read_order (const RsJson *json)
{
  return rs_rackbeat_read_order (json);
}

static gpointer
read_shipment (const RsJson *json)
{
  return rs_rackbeat_read_shipment (json);
}

static gpointer
read_product (const RsJson *json)
{
  return rs_rackbeat_read_item (json);
}

/* What /lots gives is a lot, whatever its type says. */
static gpointer
read_lot (const RsJson *json)
{
  RsItem *item = rs_rackbeat_read_item (json);

  if (item != NULL)
    item->is_lot = TRUE;
  return item;
}

static gpointer
read_customer (const RsJson *json)
{
  return rs_rackbeat_read_customer (json);
}

static gpointer
read_delivery_term (const RsJson *json)
{
  return rs_rackbeat_read_delivery_term (json);
}

static gpointer
read_field (const RsJson *json)
{
  return rs_rackbeat_read_custom_field (json);
}

static gpointer
read_note (const RsJson *json)
{
  return rs_rackbeat_read_note (json);
}

const RsRbKind rs_rb_kind_order = {
  .document = { "order", "number", read_order, (GDestroyNotify) rs_rb_order_unref },
  .singular = "order",
  .plural = "orders",
};

const RsRbKind rs_rb_kind_shipment = {
  .document = { "shipment", "id", read_shipment, (GDestroyNotify) rs_rb_shipment_unref },
  .singular = "order_shipment",
  .plural = "order_shipments",
};

const RsRbKind rs_rb_kind_product = {
  .document = { "item", "number", read_product, (GDestroyNotify) rs_item_unref },
  .singular = "product",
  .plural = "products",
};

const RsRbKind rs_rb_kind_lot = {
  .document = { "item", "number", read_lot, (GDestroyNotify) rs_item_unref },
  .singular = "lot",
  .plural = "lots",
};

const RsRbKind rs_rb_kind_customer = {
  .document = { "customer", "number", read_customer, (GDestroyNotify) rs_rb_customer_unref },
  .singular = "customer",
  .plural = "customers",
};

const RsRbKind rs_rb_kind_delivery_term = {
  .document = { "delivery_term", "number", read_delivery_term, (GDestroyNotify) rs_delivery_term_unref },
  .singular = "delivery_term",
  .plural = "delivery_terms",
};

const RsRbKind rs_rb_kind_field = {
  .document = { "field", "id", read_field, (GDestroyNotify) rs_custom_field_unref },
  .singular = "field",
  .plural = "fields",
};

const RsRbKind rs_rb_kind_note = {
  .document = { "note", "id", read_note, (GDestroyNotify) rs_note_unref },
  .singular = "note",
  .plural = "notes",
};

RsRbOrder *
rs_rackbeat_decode_order (const char *text, GError **error)
{
  return rs_document_decode (&rs_rb_kind_order.document, text, error);
}

RsRbShipment *
rs_rackbeat_decode_shipment (const char *text, GError **error)
{
  return rs_document_decode (&rs_rb_kind_shipment.document, text, error);
}

RsItem *
rs_rackbeat_decode_item (const char *text, GError **error)
{
  return rs_document_decode (&rs_rb_kind_product.document, text, error);
}

RsRbCustomer *
rs_rackbeat_decode_customer (const char *text, GError **error)
{
  return rs_document_decode (&rs_rb_kind_customer.document, text, error);
}
