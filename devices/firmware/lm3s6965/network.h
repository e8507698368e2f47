#ifndef BREAKWIRE_FIRMWARE_NETWORK_H
#define BREAKWIRE_FIRMWARE_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "lwip/ip_addr.h"

/// The board on its network: lwIP over the Ethernet controller, with an address from DHCP, or over
/// a serial line, with one of its own.

/// `address`: last three octets of the Ethernet address, where there is one. `seed` makes its luck
/// differ from that of other boards and of its own last life.
void network_init(uint32_t address, uint32_t seed);

/// Takes in what has come and does what is due.
void network_serve(void);

/// Whether it has an address by now.
bool network_up(void);

#endif
