#ifndef BREAKWIRE_FIRMWARE_WIRE_H
#define BREAKWIRE_FIRMWARE_WIRE_H

#include <poll.h>

#include "devices/firmware/core/node.h"
#include "devices/firmware/native/line.h"

/// The way to the broker of a board that is a process: TCP of its own, or, if it has a data line, a
/// line on which CONNECT opens and nothing closes, as on a board's second UART.
struct Wire {
    struct Node* node;
    struct Line data;  ///< `in` is -1 where there is none
    int tcp;           ///< -1: no connection
    bool connecting;
};

void wire_init(struct Wire* wire, struct Node* node);

/// The node's view of it.
struct MqttWire wire_of_node(struct Wire* wire);

/// What to wait for; `fd` is -1 if there is nothing.
struct pollfd wire_wait(const struct Wire* wire);

/// Deals with what came.
void wire_serve(struct Wire* wire, short events);

/// The power is gone: a connection ends with RST, as its peer would get on its next octet to a
/// board that has started again and knows nothing of it.
void wire_vanish(struct Wire* wire);

/// Milliseconds of a clock that only goes forward.
uint32_t wire_now_ms(void);

#endif
