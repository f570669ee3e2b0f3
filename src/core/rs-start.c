/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-start.h"

#include "rs-net.h"

#include <libdex.h>

void
rs_start (void)
{
  rs_net_prepare ();
  dex_init ();
}
