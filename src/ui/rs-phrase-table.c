/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-phrase-table.h"

#include <glib/gi18n.h>

const char *const rs_phrase_table[] = {
  /* What happens next */
  N_ ("Goes to Webshipper at the next sync"),
  N_ ("Is updated in Webshipper at the next sync"),
  N_ ("Is cancelled in Webshipper at the next sync"),
  N_ ("Is marked as dispatched in Webshipper at the next sync"),
  N_ ("Its shipment is made in Rackbeat at the next sync"),
  N_ ("Is marked as shipped in Rackbeat at the next sync"),
  N_ ("Its tracking number is written to Rackbeat at the next sync"),
  N_ ("Its parcels are booked at the next sync"),
  N_ ("Something is under way"),
  N_ ("Under way"),
  N_ ("Under way: %s"),
  N_ ("Waits for the warehouse"),
  N_ ("Waits for the rest to be shipped"),
  N_ ("Nothing: shipped on both sides"),
  N_ ("Nothing: deleted"),
  N_ ("Nothing: cancelled"),
  N_ ("Nothing: RackShip is not set up yet"),
  N_ ("Nothing: this direction is not carried yet"),
  N_ ("Nothing: %s in Webshipper, and left so"),
  N_ ("Stays in Rackbeat"),
  N_ ("Stays in Rackbeat: archived"),
  N_ ("Stays in Rackbeat: when it was made is not known"),
  N_ ("Stays in Rackbeat: made before the start date"),
  N_ ("Stays in Rackbeat: its delivery term does not cross"),
  N_ ("Stays in Rackbeat: its country does not cross"),
  N_ ("Waits in Rackbeat until it is ready for shipping"),
  N_ ("Draft in Rackbeat: goes when it is confirmed"),
  N_ ("Deleted in Rackbeat"),
  N_ ("Cancelled in Rackbeat"),
  N_ ("Shipped in Rackbeat before it crossed"),
  N_ ("Goes when a shipment is made in Rackbeat"),
  N_ ("Reopened in Rackbeat: waits until it is confirmed again"),
  N_ ("Partly dispatched: waits for the rest"),
  N_ ("Booked in Webshipper: waits to be dispatched"),
  N_ ("Waits for a shipping rate to be chosen in Webshipper"),
  N_ ("On hold in Webshipper"),
  N_ ("On its way to Webshipper"),
  N_ ("The shipment is being made in Rackbeat"),
  N_ ("Waits for shipment %s to be finished in Rackbeat"),
  N_ ("Waits for shipment %s to be read back from Rackbeat"),
  N_ ("Waits for shipment %s to be read from Rackbeat"),
  N_ ("Waits for the shipments of order %s to be read from Rackbeat"),
  N_ ("Waits for item %s to be read from Rackbeat"),
  N_ ("Waits for the shipping rates to be read from Webshipper"),
  N_ ("Waits for order %s to be read back from Webshipper"),
  N_ ("Waits for the order to be read from Rackbeat"),
  N_ ("Shipped in Rackbeat; waits for the write to Webshipper that is under way"),
  N_ ("Held: %s, and %s more"),
  N_ ("Held: %s"),
  N_ ("%s, and %s more"),

  /* Why an order is held, in a few words */
  N_ ("its delivery term has no shipping rate"),
  N_ ("it has no delivery term"),
  N_ ("its shipping rate is gone"),
  N_ ("its country is not known"),
  N_ ("a quantity is not a whole number"),
  N_ ("a quantity is negative"),
  N_ ("its address is incomplete"),
  N_ ("phone or e-mail is missing"),
  N_ ("a drop point is missing"),
  N_ ("nothing of it can be shipped"),
  N_ ("a service refused it"),
  N_ ("a record cannot be read"),
  N_ ("it is not known whether a write took effect"),
  N_ ("changed in Rackbeat after it was booked"),
  N_ ("cancelled in Rackbeat after it was booked"),
  N_ ("deleted or cancelled in Webshipper"),
  N_ ("its shipments differ"),
  N_ ("it stands in error in Webshipper"),
  N_ ("Webshipper has it twice"),

  /* Why? */
  N_ ("No delivery address: the billing address is used"),
  N_ ("Shipment %s in Rackbeat holds just what %s does: it is marked as shipped"),
  N_ ("%s follows when the shipment before it is made"),
  N_ ("All of the order is shipped in Rackbeat"),
  N_ ("Only part of shipment %s is dispatched: it is marked when all is"),
  N_ ("Dispatched in Webshipper: shipment %s is marked as shipped"),
  N_ ("Changed in Rackbeat since (%s); a person chose to leave it so"),
  N_ ("Reopened in Rackbeat: Webshipper is updated when it is confirmed again"),
  N_ ("Changed in Rackbeat since it crossed: %s"),
  N_ ("Shipment %s was shipped in Rackbeat before it crossed"),
  N_ ("Shipment %s is empty"),
  N_ ("Rackbeat does not say when the order was made: it may be older than the start date"),
  N_ ("Made %s, not before the start date %s"),
  N_ ("Made %s, before the start date %s"),
  N_ ("Nothing older than the start date crosses"),
  N_ ("Only orders that are ready for shipping cross, as the set-up says; this one is not"),
  N_ ("Its delivery term is not among those that cross, as the set-up says"),
  N_ ("Its country is not among those that cross, as the set-up says"),
  N_ ("The order was deleted in Rackbeat"),
  N_ ("The order is cancelled in Rackbeat"),
  N_ ("The order is archived in Rackbeat"),
  N_ ("The order is a draft, and drafts do not cross, as the set-up says"),
  N_ ("The order is confirmed"),
  N_ ("Drafts cross, as the set-up says"),
  N_ ("Shipped in Rackbeat, and nothing is booked in Webshipper: it is marked as dispatched there"),
  N_ ("%s is shipped in Rackbeat already"),
  N_ ("Line %s: nothing of %s is left to ship"),
  N_ ("Line %s is text only: it stays in Rackbeat"),
  N_ ("Line %s: %s keeps no stock and is left out, as the set-up says"),
  N_ ("The delivery term maps to the shipping rate \"%s\" (%s)"),
  N_ ("No shipping rate for the delivery term: sent without one, as the set-up says"),
  N_ ("No longer wanted in Rackbeat, and still open in Webshipper: it is cancelled there"),
  N_ ("It was cancelled in Webshipper once, and was opened there again"),
  N_ ("It is off on both sides"),
  N_ ("It was %s after it was booked; a person chose to leave it so"),
  N_ ("A person chose to have it in Webshipper again"),
  N_ ("Shipped in Rackbeat, and off in Webshipper: nothing is left to do"),
  N_ ("It was %s in Webshipper; a person chose to leave it so"),
  N_ ("%s is order %s in Webshipper, status %s"),
  N_ ("No direction is set up"),
  N_ ("Orders from Webshipper to Rackbeat are not carried by this version"),
  N_ ("A record of the order cannot be read: nothing is written until it can be"),
  N_ ("Orders cross by their shipments, as the set-up says, and it has none"),
  N_ ("Parcels %s have no tracking number yet: it is waited for a little"),

  /* Problems: cause, what it stops, what to do */
  N_ (
    "Order %s goes to \"%s\", which is no country that RackShip knows. The order is held. Say which country is meant: it is asked once and then remembered."),
  N_ (
    "The delivery address of order %s lacks: %s. The order is held. Complete the address in Rackbeat; it then goes by itself."),
  N_ ("Not all of the address of order %s would reach Webshipper: \"%s\" would be lost. The order is held."),
  N_ (
    "What Webshipper dispatched of order %s (%s) cannot be put on a shipment in Rackbeat: %s. RackShip marks nothing as shipped for it. Make or correct the shipment in Rackbeat by hand."),
  N_ ("the shipment that RackShip made for it is gone"),
  N_ ("the shipment that RackShip made for it was changed since"),
  N_ ("the order no longer has the line of %s"),
  N_ ("%s of %s went, but only %s is left to ship"),
  N_ (
    "Order %s went out from Webshipper, but it is a draft in Rackbeat, where only a confirmed order can be shipped. Confirm it in Rackbeat; it is then marked as shipped by itself."),
  N_ (
    "Order %s was changed in Rackbeat when its Webshipper order %s was booked, sent or locked already: %s. RackShip does not change what is booked. Change it in Webshipper by hand, or leave it as it is."),
  N_ (
    "Order %s has nothing left to ship in Rackbeat, but its Webshipper order %s still stands with its old lines. Cancel the order in Rackbeat, or give it lines."),
  N_ (
    "Order %s has no line that can be on a parcel, so there is nothing to send. Add an item that keeps stock, or cancel the order in Rackbeat."),
  N_ (
    "Order %s is shipped in Rackbeat, but its Webshipper order %s is locked and cannot be marked as dispatched. Unlock it in Webshipper."),
  N_ (
    "Order %s: it is not known whether \"%s\" took effect (%s), and the service does not say. RackShip goes on asking and does not repeat it. Look in the service itself."),
  N_ ("no answer came"),
  N_ (
    "Order %s has %s of item %s, and Webshipper takes whole numbers only. The order is held. Choose whether to round up or to send 1 with the amount in the text; the answer can be remembered for the item."),
  N_ (
    "Order %s has %s of item %s. A negative quantity cannot be on a parcel, so the order is held. Take the line off the order in Rackbeat, or put it on a credit note."),
  N_ (
    "Shipment %s of order %s holds %s of item %s more than the order has left. The shipment is held. Correct the shipment or the order in Rackbeat."),
  N_ (
    "Order %s has the delivery term \"%s\" (%s), which has no shipping rate. The order is held. Choose a rate for the term, or change the order's term in Rackbeat."),
  N_ (
    "Order %s has no delivery term, so no shipping rate can be found for it. The order is held. Give it a delivery term in Rackbeat, or choose a default rate."),
  N_ (
    "Order %s comes from Rackbeat without its delivery term, so no shipping rate can be found for it. The order is held. Give it a delivery term in Rackbeat, or choose a default rate."),
  N_ (
    "The shipping rate %s of the delivery term \"%s\" is no longer there. Order %s is held. Choose another rate for the term."),
  N_ (
    "The shipping rate %s of the delivery term \"%s\" belongs to another order channel. Order %s is held. Choose another rate for the term."),
  N_ (
    "The shipping rate \"%s\" needs the receiver's %s, and order %s has none. The order is held. Add it to the order or the customer in Rackbeat."),
  N_ ("phone or e-mail"),
  N_ (
    "The shipping rate \"%s\" needs a drop point, and order %s has none. The order is held. Choose a drop point, or another delivery term in Rackbeat."),
  N_ (
    "Webshipper has %s orders for %s of order %s. RackShip writes nothing more to them, lest it goes out twice. Cancel all but one in Webshipper."),
  N_ (
    "Order %s was %s in Rackbeat when its parcels were booked, sent or locked in Webshipper already. RackShip cannot take that back: stop the parcels, or leave it as it is."),
  N_ (
    "The Webshipper order %s of order %s was %s, but Rackbeat still wants it shipped. Nothing is sent again by itself. Choose whether to have it in Webshipper again or to leave it."),
  N_ ("cancelled"),
  N_ ("deleted"),
  N_ (
    "Order %s stands in error in Webshipper: %s. It is not booked. Correct what the carrier names, in Rackbeat or in Webshipper, and book it again."),
  N_ ("no reason is given"),
  N_ (
    "Webshipper says that order %s has no shipping rate, though it was sent with one. It cannot be booked. Choose a rate for it in Webshipper."),
  N_ (
    "Order %s: %s: %s. Nothing more is done with it until it is corrected, which is noticed by itself, or you choose Retry."),
  N_ ("Webshipper did not accept the order"),
  N_ ("Webshipper did not accept the change of the order"),
  N_ ("Webshipper did not cancel the order"),
  N_ ("Webshipper did not mark the order as dispatched"),
  N_ ("Rackbeat did not make the shipment"),
  N_ ("Rackbeat did not mark the shipment as shipped"),
  N_ ("Rackbeat did not take the tracking number"),
  N_ ("Webshipper did not book the parcels"),
  N_ ("A step was refused"),
  N_ ("no reason was given"),
  N_ (
    "%s refuses the key or what it asks for: %s. Nothing is lost; everything waits until it is connected again."),
  N_ ("%s cannot be reached: %s. Nothing is lost; RackShip tries again by itself."),
  N_ ("A record of %s (%s %s) cannot be read: %s. It is left alone until it can be."),
  N_ ("What %s says of its %s %s cannot be read: %s. Nothing is done with it until it can be."),
  N_ (
    "Shipment %s in Rackbeat holds less than is wanted, perhaps for want of stock. Add the missing quantity to it in Rackbeat, or delete it and make the shipment anew."),
  N_ ("In Rackbeat, open shipment %s of order %s:%s RackShip goes on by itself when that is done."),

  /* What was done */
  N_ ("Book the parcels of %s"),
  N_ ("Cancel the Webshipper order of %s"),
  N_ ("Mark the Webshipper order of %s as dispatched"),
  N_ ("Update the Webshipper order of %s"),
  N_ ("Make a shipment of order %s in Rackbeat"),
  N_ ("Create the Webshipper order for %s"),
  N_ ("Mark shipment %s as shipped in Rackbeat"),
  N_ ("Write the tracking number to order %s in Rackbeat"),

  /* Answers to what a person asked for */
  N_ ("%s of %s cannot be shipped: %s remain"),
  N_ ("Nothing of this order is left to ship"),
  N_ ("The shipment is made"),
  N_ ("Only a booked order that is not cancelled can be shipped"),
  N_ ("Something is under way with this order: try again when it is done"),
  N_ ("The service accepted it but does not show it when read back"),
  N_ ("No answer"),
  N_ ("It was deleted meanwhile"),
  N_ ("No direction is chosen yet"),
  N_ ("Webshipper is not connected yet"),
  N_ ("Another RackShip is syncing the profile \"%s\" already"),

  /* What differs or lacks */
  N_ ("street"),
  N_ ("zip"),
  N_ ("city"),
  N_ ("country"),
  N_ ("receiver"),
  N_ ("delivery term"),
  N_ ("delivery address"),
  N_ ("billing address"),
  N_ ("order number"),
  NULL,
};
