#include "devices/firmware/lm3s6965/tcp_wire.h"

#include "devices/firmware/lm3s6965/board.h"
#include "devices/firmware/lm3s6965/network.h"

// --- What lwIP tells ----------------------------------------------------------------------------

static err_t on_connected(void* owner, struct tcp_pcb* connection, err_t error) {
    struct TcpWire* wire = owner;
    (void)connection;
    (void)error;
    wire->opened = true;
    return ERR_OK;
}

/// lwIP has freed the connection already.
static void on_error(void* owner, err_t error) {
    struct TcpWire* wire = owner;
    wire->connection = NULL;
    wire->over = error == ERR_RST ? "reset by the broker" : "the broker does not answer";
}

static err_t on_received(void* owner, struct tcp_pcb* connection, struct pbuf* data, err_t error) {
    struct TcpWire* wire = owner;
    (void)connection;
    (void)error;
    if (data == NULL) {
        wire->over = "closed by the broker";
    } else if (wire->came == NULL) {
        wire->came = data;
    } else {
        pbuf_cat(wire->came, data);
    }
    return ERR_OK;
}

// --- What the node does -------------------------------------------------------------------------

static void forget_what_came(struct TcpWire* wire) {
    if (wire->came == NULL) return;
    // A connection that is closed with something unread in it is reset.
    if (wire->connection != NULL) tcp_recved(wire->connection, wire->came->tot_len);
    pbuf_free(wire->came);
    wire->came = NULL;
}

static void forget(struct TcpWire* wire) {
    forget_what_came(wire);
    wire->connection = NULL;
    wire->over = NULL;
    wire->wanted = wire->opened = false;
}

/// lwIP goes on with what was sent and with the FIN behind it, without us.
static void close_connection(void* owner) {
    struct TcpWire* wire = owner;
    struct tcp_pcb* connection = wire->connection;
    forget(wire);
    if (connection == NULL) return;
    tcp_arg(connection, NULL);
    tcp_recv(connection, NULL);
    tcp_err(connection, NULL);
    if (tcp_close(connection) != ERR_OK) tcp_abort(connection);
}

static void open_connection(void* owner) {
    struct TcpWire* wire = owner;
    close_connection(wire);
    wire->wanted = true;
}

/// What TCP has no room for would leave a hole in the stream.
static void send_on_connection(void* owner, const uint8_t* data, size_t size) {
    struct TcpWire* wire = owner;
    if (wire->connection == NULL || wire->over != NULL) return;
    if (tcp_write(wire->connection, data, (u16_t)size, TCP_WRITE_FLAG_COPY) != ERR_OK) {
        wire->over = "the network takes no more";
        return;
    }
    tcp_output(wire->connection);
}

struct MqttWire tcp_wire_of_node(struct TcpWire* wire, struct Node* node) {
    const struct MqttWire view = {wire, open_connection, close_connection, send_on_connection};
    wire->node = node;
    return view;
}

// --- What the node is told ----------------------------------------------------------------------

static void end(struct TcpWire* wire, const char* why) {
    close_connection(wire);
    node_closed(wire->node, why, board_now_ms());
}

/// Returns what is wrong, or null.
static const char* begin(struct TcpWire* wire) {
    const struct Settings* settings = &wire->node->settings;
    ip_addr_t broker;
    wire->wanted = false;
    if (ipaddr_aton(settings->broker, &broker) == 0) return "the broker's address is none";
    wire->connection = tcp_new();
    if (wire->connection == NULL) return "no memory for a connection";
    tcp_nagle_disable(wire->connection);
    tcp_arg(wire->connection, wire);
    tcp_recv(wire->connection, on_received);
    tcp_err(wire->connection, on_error);
    const err_t begun = tcp_connect(wire->connection, &broker, settings->broker_port, on_connected);
    return begun == ERR_OK ? NULL : "no way to the broker";
}

/// One piece at a time: the node may close in the middle of it.
static void pass_on(struct TcpWire* wire) {
    while (wire->came != NULL) {
        struct pbuf* first = wire->came;
        const u16_t size = first->len;
        wire->came = pbuf_dechain(first);
        if (wire->connection != NULL) tcp_recved(wire->connection, size);
        node_receive(wire->node, first->payload, size, board_now_ms());
        pbuf_free(first);
    }
}

void tcp_wire_serve(struct TcpWire* wire) {
    if (wire->wanted && network_up()) wire->over = begin(wire);
    if (wire->opened) {
        wire->opened = false;
        node_opened(wire->node, board_now_ms());
    }
    pass_on(wire);
    if (wire->over != NULL) end(wire, wire->over);
}
