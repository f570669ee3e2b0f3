/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

G_BEGIN_DECLS

/* One line of the mapping (PRODUCT F3): a delivery term with the shipping rate that it goes by, or, where
 * orders come from Webshipper, a shipping rate with the delivery term that it is read back as. */
typedef struct
{
  gint64 id;      /* the term's number; the rate's id where @is_rate */
  gint64 channel; /* of the rates that fit */
  gboolean is_rate;
  char *title;         /* (owned) */
  char *detail;        /* (owned) (nullable) a rate's carrier, or the channel's name */
  guint n_orders;      /* that used the term in the last 90 days; 0 also while that is not known */
  gint64 chosen;       /* a rate's id, or a term's number; 0 for none */
  gint64 proposed;     /* the same, by name; 0 for none */
  guint confidence;    /* of the proposal, per cent */
  RsMatch match;       /* why it is proposed */
  gboolean was_chosen; /* as it was read: what is done stands last */
} RsMappingEntry;

/* The mapping as it is being made. What is chosen is kept at once while the set-up is a draft; later it is
 * gathered until it is saved, and can be looked at before.
 *
 * Signal "changed": the lines are others, or were read anew. Signal "entry-changed" (guint): one line is
 * another. */
#define RS_TYPE_MAPPING_LIST (rs_mapping_list_get_type ())
G_DECLARE_FINAL_TYPE (RsMappingList, rs_mapping_list, RS, MAPPING_LIST, GObject)

/* A proposal that is as sure as this may be accepted with others at once. */
#define RS_MAPPING_SURE 90

/* (transfer full) */
RsMappingList *rs_mapping_list_new (RsSetUp *set_up);
/* Reads the mapping; what was chosen and not saved is forgotten. */
gboolean rs_mapping_list_read (RsMappingList *self, GError **error);
/* The lines without a choice first, the most used of them first. */
guint rs_mapping_list_get_length (RsMappingList *self);
/* (transfer none) */
const RsMappingEntry *rs_mapping_list_get_entry (RsMappingList *self, guint index);
/* Whether the lines are rates. */
gboolean rs_mapping_list_is_inbound (RsMappingList *self);
/* As it was read: the names of rates and terms. (transfer none) */
const RsPolicy *rs_mapping_list_get_policy (RsMappingList *self);
guint rs_mapping_list_count_chosen (RsMappingList *self);
guint rs_mapping_list_count_sure (RsMappingList *self);
/* The rates that no delivery term stands for (element-type RsShippingRate) (transfer container); none where
 * orders come from Webshipper. */
GPtrArray *rs_mapping_list_list_unused_rates (RsMappingList *self);

/* Takes @value, a rate's id or a term's number, for the line; 0 for none. */
void rs_mapping_list_choose (RsMappingList *self, guint index, gint64 value);
/* Takes the proposal of each line without a choice that has a sure one. */
void rs_mapping_list_accept_sure (RsMappingList *self);
/* The name of a rate or term that a line may have; "" when it is not known any more. (transfer none) */
const char *rs_mapping_list_get_name (RsMappingList *self, const RsMappingEntry *entry, gint64 value);
/* The rate of the line, itself or as chosen or proposed. (transfer none) (nullable) */
RsShippingRate *rs_mapping_list_get_rate (RsMappingList *self, const RsMappingEntry *entry);

gboolean rs_mapping_list_is_changed (RsMappingList *self);
/* Saves what was chosen. Resolves to TRUE. (transfer full) */
DexFuture *rs_mapping_list_save (RsMappingList *self);
/* What the next cycle would do if it were saved. Resolves to RsPreview. (transfer full) */
DexFuture *rs_mapping_list_preview (RsMappingList *self);
/* Makes the delivery term that is called as the rate is, in Rackbeat, and reads the mapping anew. Resolves to
 * TRUE. (transfer full) */
DexFuture *rs_mapping_list_create_term (RsMappingList *self, gint64 rate);
/* Reads how often each delivery term was used. Resolves to TRUE. (transfer full) */
DexFuture *rs_mapping_list_count_orders (RsMappingList *self);

G_END_DECLS
