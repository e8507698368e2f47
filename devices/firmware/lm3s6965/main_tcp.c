// The sensor node on a network of its own: it finds the broker by TCP, at the address of its
// settings.

#include "devices/firmware/lm3s6965/board.h"
#include "devices/firmware/lm3s6965/network.h"
#include "devices/firmware/lm3s6965/tcp_wire.h"

static struct Node node;
static struct TcpWire tcp;

int main(void) {
    board_init();
    struct Settings settings;
    const struct Boot boot = board_boot(&settings);
    const struct Board board = board_of_node();
    const struct MqttWire wire = tcp_wire_of_node(&tcp, &node);
    network_init(settings.address, boot.seed);
    node_boot(&node, &board, &wire, &settings, &boot, board_now_ms());
    for (;;) {
        network_serve();
        board_serve_console(&node);
        tcp_wire_serve(&tcp);
        node_tick(&node, board_now_ms());
        board_idle();
    }
}
