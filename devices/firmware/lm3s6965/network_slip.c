// The board on a serial line that carries IP packets: lwIP over its second UART, by RFC 1055.

#include "devices/firmware/lm3s6965/lwip_port.h"
#include "devices/firmware/lm3s6965/network.h"
#include "devices/firmware/lm3s6965/uart.h"
#include "lwip/init.h"
#include "lwip/ip.h"
#include "lwip/sio.h"
#include "lwip/timeouts.h"
#include "netif/slipif.h"

static struct netif interface;
static int line;

// --- The serial line, as lwIP wants it ----------------------------------------------------------

sio_fd_t sio_open(u8_t number) {
    (void)number;
    return &line;
}

void sio_send(u8_t octet, sio_fd_t of) {
    (void)of;
    uart_send(uart_data, &octet, 1);
}

/// A BREAK is nothing that lwIP knows of.
u32_t sio_tryread(sio_fd_t of, u8_t* into, u32_t room) {
    (void)of;
    u32_t size = 0;
    while (size < room) {
        const int octet = uart_get(uart_data);
        if (octet == uart_nothing) break;
        if (octet != uart_break) into[size++] = (u8_t)octet;
    }
    return size;
}

// --- The network --------------------------------------------------------------------------------

/// There is nobody who gives out addresses on such a line; this is the one that the gateway
/// expects.
void network_init(uint32_t address, uint32_t seed) {
    (void)address;
    ip4_addr_t own;
    ip4_addr_t mask;
    ip4_addr_t gateway;
    IP4_ADDR(&own, 10, 0, 2, 15);
    IP4_ADDR(&mask, 255, 255, 255, 0);
    IP4_ADDR(&gateway, 10, 0, 2, 2);
    network_seed(seed);
    lwip_init();
    netif_add(&interface, &own, &mask, &gateway, NULL, slipif_init, ip_input);
    netif_set_default(&interface);
    netif_set_link_up(&interface);
    netif_set_up(&interface);
}

void network_serve(void) {
    slipif_poll(&interface);
    sys_check_timeouts();
}

bool network_up(void) { return netif_is_up(&interface) != 0; }
