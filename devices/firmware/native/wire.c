#include "devices/firmware/native/wire.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

uint32_t wire_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

void wire_init(struct Wire* wire, struct Node* node) {
    wire->node = node;
    wire->data.in = wire->data.out = -1;
    wire->tcp = -1;
    wire->connecting = false;
}

static bool has_line(const struct Wire* wire) { return wire->data.in >= 0; }

static void forget(struct Wire* wire) {
    if (wire->tcp >= 0) close(wire->tcp);
    wire->tcp = -1;
    wire->connecting = false;
}

static void lost(struct Wire* wire, const char* why) {
    forget(wire);
    node_closed(wire->node, why, wire_now_ms());
}

// --- What the node does -------------------------------------------------------------------------

static void begin(void* owner) {
    struct Wire* wire = owner;
    char port[8];
    if (has_line(wire)) {
        node_opened(wire->node, wire_now_ms());
        return;
    }
    snprintf(port, sizeof port, "%u", wire->node->settings.broker_port);
    wire->tcp = line_begin_tcp(wire->node->settings.broker, port);
    wire->connecting = wire->tcp >= 0;
    if (wire->tcp < 0) node_closed(wire->node, "no way to the broker", wire_now_ms());
}

static void end(void* owner) { forget(owner); }

static void transmit(void* owner, const uint8_t* data, size_t size) {
    struct Wire* wire = owner;
    struct Line tcp = {wire->tcp, wire->tcp};
    line_write(has_line(wire) ? &wire->data : &tcp, data, size);
}

struct MqttWire wire_of_node(struct Wire* wire) {
    const struct MqttWire view = {wire, begin, end, transmit};
    return view;
}

// --- What the world does ------------------------------------------------------------------------

struct pollfd wire_wait(const struct Wire* wire) {
    const struct pollfd wait = {has_line(wire) ? wire->data.in : wire->tcp,
                                (short)(wire->connecting ? POLLOUT : POLLIN), 0};
    return wait;
}

static void serve_connecting(struct Wire* wire) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(wire->tcp, SOL_SOCKET, SO_ERROR, &error, &size);
    wire->connecting = false;
    if (error != 0) {
        lost(wire, strerror(error));
    } else {
        node_opened(wire->node, wire_now_ms());
    }
}

static void serve_tcp(struct Wire* wire) {
    uint8_t data[512];
    const ssize_t size = recv(wire->tcp, data, sizeof data, MSG_DONTWAIT);
    if (size > 0) {
        node_receive(wire->node, data, (size_t)size, wire_now_ms());
    } else if (size == 0) {
        lost(wire, "closed by the broker");
    } else if (errno != EAGAIN && errno != EINTR) {
        lost(wire, strerror(errno));
    }
}

static void serve_line(struct Wire* wire) {
    uint8_t data[512];
    const size_t size = line_read(&wire->data, data, sizeof data);
    node_receive(wire->node, data, size, wire_now_ms());
    if (!has_line(wire)) node_closed(wire->node, "the line is gone", wire_now_ms());
}

void wire_serve(struct Wire* wire, short events) {
    if (events == 0) return;
    if (has_line(wire)) {
        serve_line(wire);
    } else if (wire->connecting) {
        serve_connecting(wire);
    } else if (wire->tcp >= 0) {
        serve_tcp(wire);
    }
}

void wire_vanish(struct Wire* wire) {
    const struct linger at_once = {1, 0};
    if (wire->tcp >= 0) setsockopt(wire->tcp, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    forget(wire);
}
