#include "devices/firmware/lm3s6965/lwip_port.h"

#include "devices/firmware/lm3s6965/board.h"
#include "lwip/sys.h"

static uint32_t luck;

/// lwIP's clock.
uint32_t sys_now(void) { return board_now_ms(); }

/// Source: G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003).
uint32_t network_random(void) {
    luck ^= luck << 13;
    luck ^= luck >> 17;
    luck ^= luck << 5;
    return luck;
}

void network_seed(uint32_t seed) { luck = seed != 0 ? seed : 1; }
