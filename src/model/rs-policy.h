/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-rate.h"
#include "rs-register.h"

G_BEGIN_DECLS

typedef enum
{
  RS_DIRECTION_NONE, /* not set up yet */
  RS_DIRECTION_RB_TO_WS,
  RS_DIRECTION_WS_TO_RB,
} RsDirection;

typedef enum
{
  RS_TRIGGER_ORDER,
  RS_TRIGGER_SHIPMENT,
} RsTrigger;

/* Freight, service and other lines without stock (PRODUCT F4.2). */
typedef enum
{
  RS_FREIGHT_LEAVE_OUT,
  RS_FREIGHT_VIRTUAL,
} RsFreight;

/* An order whose delivery term maps to no rate (PRODUCT F3.8). */
typedef enum
{
  RS_UNMAPPED_HOLD,
  RS_UNMAPPED_SEND,
} RsUnmapped;

/* How a fractional quantity crosses (PRODUCT F4.4). */
typedef enum
{
  RS_FRACTION_ASK,
  RS_FRACTION_ROUND_UP,
  RS_FRACTION_ONE_WITH_TEXT,
} RsFraction;

/* Where the tracking number is written in Rackbeat (PRODUCT F4.8). */
typedef enum
{
  RS_TRACKING_NOTE,
  RS_TRACKING_FIELD,
} RsTracking;

/* The VAT zone of customers that RackShip makes: that of their country as seen from the company's, or always
 * one. */
typedef enum
{
  RS_VAT_BY_COUNTRY,
  RS_VAT_DOMESTIC,
  RS_VAT_EU,
  RS_VAT_ABROAD,
  RS_VAT_DOMESTIC_EXEMPT,
} RsVatZone;

/* How long from one cycle to the next (PRODUCT F9.2, F9.7). */
typedef enum
{
  RS_PACE_MINUTE, /* the default: a new order is across within two */
  RS_PACE_HALF_MINUTE,
  RS_PACE_2_MINUTES,
  RS_PACE_5_MINUTES,
  RS_PACE_15_MINUTES,
  RS_PACE_HOUR,
} RsPace;
guint rs_pace_to_seconds (RsPace pace);

/* The company's choices, mapping and remembered answers: all that a plan needs besides the case itself.
 * Loaded whole, then read only. */
typedef struct
{
  gboolean is_draft; /* the set-up is not finished: nothing is written to either service */
  RsDirection direction;
  RsTrigger trigger;
  gint64 channel_id;    /* the Webshipper order channel; 0 in WS → RB means all */
  RsInstant start;      /* orders made before it never cross; RS_INSTANT_NONE for no limit */
  gboolean with_drafts; /* drafts cross too */
  gboolean ready_only;  /* only orders that Rackbeat calls ready for shipping */
  RsPace pace;
  RsFreight freight;
  RsUnmapped unmapped;
  gint64 default_rate; /* for unmapped terms; 0 for none (PRODUCT F3.4) */
  RsTracking tracking;
  gint64 tracking_field;    /* the custom field's id with RS_TRACKING_FIELD */
  GHashTable *rate_of_term; /* (owned) gint64* term number → gint64* rate id, of channel_id */
  GHashTable *rates;        /* (owned) gint64* id → RsShippingRate, as known from Webshipper */
  GHashTable *terms;        /* (owned) gint64* number → RsDeliveryTerm, as known from Rackbeat */
  GHashTable *countries;    /* (owned) folded text → ISO code: answers given by a person (PRODUCT F4.3) */
  GHashTable *fractions;    /* (owned) item number → RsFraction (GINT_TO_POINTER) (PRODUCT F4.4) */
  GHashTable
    *filter_terms; /* (owned) (nullable) gint64* set: only these delivery terms cross; NULL for all */
  GHashTable *filter_countries;  /* (owned) (nullable) ISO code set; NULL for all */
  GHashTable *filter_groups;     /* (owned) (nullable) gint64* set of customer groups; NULL for all */
  gboolean sends_beside_foreign; /* an order of the same number that RackShip did not make stops nothing */
  gboolean sends_company; /* the company's own address crosses as the sender's, else the channel's stands */
  /* Webshipper → Rackbeat: */
  gboolean books_orders; /* orders arrive confirmed, else as drafts (PRODUCT F5.4) */
  gint64 default_term;   /* delivery term for rates without one; 0 for none */
  gint64 customer_group; /* of new customers, as the next three; 0: the account's own default */
  gint64 payment_term;
  gint64 layout;
  RsVatZone vat_zone;
  gint64 item_group; /* of new items, as the next; 0: items are not made but asked for */
  gint64 item_unit;
  GHashTable *term_of_rate; /* (owned) gint64* rate id → gint64* term number, 0 where several share the rate
                               and none is marked (PRODUCT F3.7) */
  RsAddress *company;       /* (owned) (nullable) the company's own address, as known from Rackbeat */
} RsPolicy;

#define RS_TYPE_POLICY (rs_policy_get_type ())
GType rs_policy_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsPolicy *rs_policy_new (void);
RsPolicy *rs_policy_ref (RsPolicy *self);
void rs_policy_unref (RsPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPolicy, rs_policy_unref)

/* The rate that @term (0 for none) maps to, or the default rate, or 0. */
gint64 rs_policy_rate_for_term (const RsPolicy *self, gint64 term);
/* The term that @rate (0 for none) is read back as, or the default term, or 0. @ambiguous tells that several
 * terms share the rate and none is marked. */
gint64 rs_policy_term_for_rate (const RsPolicy *self, gint64 rate, gboolean *ambiguous);
/* (transfer none) (nullable) */
RsShippingRate *rs_policy_get_rate (const RsPolicy *self, gint64 id);

G_END_DECLS
