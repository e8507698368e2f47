#include "devices/firmware/lm3s6965/network.h"

#include "devices/firmware/lm3s6965/board.h"
#include "devices/firmware/lm3s6965/ethernet.h"
#include "lwip/dhcp.h"
#include "lwip/init.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"

static struct netif interface;
static uint32_t last_octets;
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

void network_init(uint32_t address, uint32_t seed) {
    luck = seed != 0 ? seed : 1;
    last_octets = address;
    lwip_init();
    netif_add(&interface, NULL, NULL, NULL, &last_octets, ethernet_init, ethernet_input);
    netif_set_default(&interface);
    netif_set_up(&interface);
    dhcp_start(&interface);
}

void network_serve(void) {
    ethernet_poll(&interface);
    sys_check_timeouts();
}

bool network_up(void) { return dhcp_supplied_address(&interface) != 0; }
