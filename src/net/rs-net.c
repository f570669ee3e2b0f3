/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-net.h"

#include <libsoup/soup.h>

void
rs_net_prepare (void)
{
  g_type_ensure (G_TYPE_PROXY_ADDRESS);
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_SESSION));
}
