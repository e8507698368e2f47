#ifndef BREAKWIRE_FIRMWARE_LWIP_CC_H
#define BREAKWIRE_FIRMWARE_LWIP_CC_H

// What lwIP wants to know of compiler and board.

#include <stdint.h>

#include "devices/firmware/lm3s6965/board.h"

#define BYTE_ORDER LITTLE_ENDIAN

/// Luck for ports and sequence numbers: see `network.h`.
uint32_t network_random(void);
#define LWIP_RAND() network_random()

#define LWIP_PLATFORM_DIAG(words) \
    do {                          \
    } while (0)

#define LWIP_PLATFORM_ASSERT(words)                   \
    do {                                              \
        board_print("\n*** FAULT lwIP: " words "\n"); \
        board_reset(reset_fault);                     \
    } while (0)

#endif
