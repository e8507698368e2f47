#ifndef BREAKWIRE_FIRMWARE_ETHERNET_H
#define BREAKWIRE_FIRMWARE_ETHERNET_H

#include <stdint.h>

#include "lwip/netif.h"

/// The board's Ethernet controller as an interface of lwIP.
/// Source: Stellaris LM3S6965 data sheet, chapter on the Ethernet controller.

/// For netif_add(); the interface's `state` is the address's last three octets, a `const uint32_t`.
err_t ethernet_init(struct netif* netif);

/// Hands lwIP what has come.
void ethernet_poll(struct netif* netif);

#endif
