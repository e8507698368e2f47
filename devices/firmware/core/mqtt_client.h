#ifndef BREAKWIRE_FIRMWARE_MQTT_CLIENT_H
#define BREAKWIRE_FIRMWARE_MQTT_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/firmware/core/backoff.h"
#include "devices/firmware/core/outbox.h"
#include "devices/firmware/core/packet.h"
#include "devices/firmware/core/settings.h"

/// An MQTT 3.1.1 client that decides and does no I/O: octets and ticks come in, calls go out. It
/// connects, keeps alive, reconnects, subscribes and sends again by itself.
///
/// Times are milliseconds of a clock that starts anywhere and wraps after 49 days.

/// The way to the broker. `open` begins to connect and is answered by `mqtt_wire_opened` or
/// `mqtt_wire_closed`, from inside of it or later; on a serial line, where CONNECT itself opens, it
/// is answered at once. `close` and `send` do not answer.
struct MqttWire {
    void* owner;
    void (*open)(void* owner);
    void (*close)(void* owner);
    void (*send)(void* owner, const uint8_t* data, size_t size);
};

/// What the client tells the node. `lost` says what ended a connection or an attempt, and when the
/// next attempt follows.
struct MqttEvents {
    void* owner;
    void (*connected)(void* owner, bool session_present);
    void (*lost)(void* owner, const char* why, uint32_t retry_ms);
    void (*message)(void* owner, const struct PublishIn* message);
    void (*note)(void* owner, const char* what);
};

enum MqttState { mqtt_off, mqtt_waiting, mqtt_opening, mqtt_greeting, mqtt_connected };

struct MqttClient {
    struct MqttWire wire;
    struct MqttEvents events;
    const struct Settings* settings;
    enum MqttState state;
    struct Backoff backoff;
    struct Outbox outbox;
    struct Framer framer;
    char will_topic[outbox_topic_size];
    char filter[outbox_topic_size];
    uint32_t entered_ms;   ///< when the state was entered
    uint32_t wait_ms;      ///< until the next attempt, while waiting
    uint32_t sent_ms;      ///< the last packet to the broker
    uint32_t received_ms;  ///< the last packet from it
    uint32_t asked_ms;     ///< the oldest PINGREQ or SUBSCRIBE that is not answered
    uint32_t progress_ms;  ///< the last PUBACK, or when the first one fell due
    bool ping_out;
    bool subscribe_out;
    bool subscribed;  ///< the broker has granted it in this session
    uint16_t last_id;
    uint16_t subscribe_id;
    struct {
        uint32_t attempts;
        uint32_t connections;
        uint32_t sent;
        uint32_t resent;
        uint32_t acknowledged;
        uint32_t received;
    } counts;
};

/// What `wire`, `events` and `settings` refer to must outlive the client. `seed` makes its waits
/// differ from those of others.
void mqtt_init(struct MqttClient* client, const struct MqttWire* wire,
               const struct MqttEvents* events, const struct Settings* settings, uint32_t seed);

/// Connects now, and again whenever the connection is lost.
void mqtt_start(struct MqttClient* client, uint32_t now_ms);

/// Says DISCONNECT if connected, closes, and stays off.
void mqtt_stop(struct MqttClient* client, uint32_t now_ms);

void mqtt_wire_opened(struct MqttClient* client, uint32_t now_ms);
void mqtt_wire_closed(struct MqttClient* client, const char* why, uint32_t now_ms);
void mqtt_receive(struct MqttClient* client, const uint8_t* data, size_t size, uint32_t now_ms);

/// To be called when `mqtt_next_ms` is over; oftener does no harm.
void mqtt_tick(struct MqttClient* client, uint32_t now_ms);

/// Milliseconds until a tick has something to do.
uint32_t mqtt_next_ms(const struct MqttClient* client, uint32_t now_ms);

/// At QoS 0 a message is sent if there is a connection, and else lost. At QoS 1 it is kept until it
/// is acknowledged, across connections. False if it was lost or there was no room.
bool mqtt_publish(struct MqttClient* client, const char* topic, const char* payload, uint8_t qos,
                  bool retain, uint32_t now_ms);

#endif
