#ifndef BREAKWIRE_FIRMWARE_LWIP_PORT_H
#define BREAKWIRE_FIRMWARE_LWIP_PORT_H

#include <stdint.h>

/// What lwIP wants of the board, over whatever its packets go: a clock and luck.

/// Makes its luck differ from that of other boards and of its own last life.
void network_seed(uint32_t seed);

#endif
