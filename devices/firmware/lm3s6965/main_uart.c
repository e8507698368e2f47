// The sensor node with MQTT on its second UART: what connects that line to a broker is not its
// affair.

#include "devices/firmware/lm3s6965/board.h"
#include "devices/firmware/lm3s6965/uart.h"

static struct Node node;

/// A serial line has no connection: CONNECT is what makes one at its other end.
static void open_line(void* owner) {
    (void)owner;
    node_opened(&node, board_now_ms());
}

static void close_line(void* owner) { (void)owner; }

static void send_on_line(void* owner, const uint8_t* data, size_t size) {
    (void)owner;
    uart_send(uart_data, data, size);
}

/// BREAK is how the other end says that there is no connection any more.
static void serve_line(void) {
    for (int octet = uart_get(uart_data); octet != uart_nothing; octet = uart_get(uart_data)) {
        const uint8_t data = (uint8_t)octet;
        if (octet == uart_break) {
            node_closed(&node, "BREAK", board_now_ms());
        } else {
            node_receive(&node, &data, 1, board_now_ms());
        }
    }
}

int main(void) {
    board_init();
    struct Settings settings;
    const struct Boot boot = board_boot(&settings);
    const struct Board board = board_of_node();
    const struct MqttWire wire = {NULL, open_line, close_line, send_on_line};
    node_boot(&node, &board, &wire, &settings, &boot, board_now_ms());
    for (;;) {
        board_serve_console(&node);
        serve_line();
        node_tick(&node, board_now_ms());
        board_idle();
    }
}
