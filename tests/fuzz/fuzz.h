/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with each input; 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
