#include "devices/firmware/lm3s6965/network.h"

#include "devices/firmware/lm3s6965/ethernet.h"
#include "devices/firmware/lm3s6965/lwip_port.h"
#include "lwip/dhcp.h"
#include "lwip/init.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"

static struct netif interface;
static uint32_t last_octets;

void network_init(uint32_t address, uint32_t seed) {
    network_seed(seed);
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
