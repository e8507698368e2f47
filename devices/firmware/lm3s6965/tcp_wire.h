#ifndef BREAKWIRE_FIRMWARE_TCP_WIRE_H
#define BREAKWIRE_FIRMWARE_TCP_WIRE_H

#include <stdbool.h>

#include "devices/firmware/core/node.h"
#include "lwip/tcp.h"

/// The node's way to the broker over lwIP's TCP: at most one connection at a time.
///
/// What lwIP tells is noted, and passed on to the node by `tcp_wire_serve`: so neither of the two
/// is called from inside of the other.
struct TcpWire {
    struct Node* node;
    struct tcp_pcb* connection;  ///< null when there is none
    struct pbuf* came;           ///< what the node has not seen yet
    const char* over;            ///< why the connection has ended, once it has
    bool wanted;                 ///< to be opened as soon as there is a network
    bool opened;                 ///< the broker's host has answered
};

/// `node` is the one to which the wire is given; both must outlive the program.
struct MqttWire tcp_wire_of_node(struct TcpWire* wire, struct Node* node);

/// Passes on what has happened.
void tcp_wire_serve(struct TcpWire* wire);

#endif
