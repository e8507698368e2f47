#include "devices/firmware/core/mqtt_client.h"

#include <stdio.h>
#include <string.h>

/// A broker that leaves a question open for so long is not there.
enum { answer_within_ms = 10000 };

/// So long without a PUBACK, while one is due, and the connection is worth another try: only a new
/// one lets a message be sent again (MQTT 3.1.1 section 4.4).
enum { puback_within_ms = 20000 };

/// Waits between attempts: from 1 s, doubled up to 1 min.
enum { least_wait_ms = 1000, most_wait_ms = 60000, flawed_wait_ms = 20 };

/// Unacknowledged messages on the way at a time, so that a backlog does not flood a slow link.
enum { in_flight_most = 4 };

static void enter(struct MqttClient* client, enum MqttState state, uint32_t now_ms) {
    client->state = state;
    client->entered_ms = now_ms;
}

static bool has(const struct MqttClient* client, enum Flaw flaw) {
    return (client->settings->flaws & (unsigned)flaw) != 0;
}

void mqtt_init(struct MqttClient* client, const struct MqttWire* wire,
               const struct MqttEvents* events, const struct Settings* settings, uint32_t seed) {
    memset(client, 0, sizeof *client);
    client->wire = *wire;
    client->events = *events;
    client->settings = settings;
    backoff_init(&client->backoff, least_wait_ms, most_wait_ms, seed);
}

// --- Sending ------------------------------------------------------------------------------------

static void send(struct MqttClient* client, struct PacketOut* packet, uint32_t now_ms) {
    if (!packet_finish(packet)) {
        client->events.note(client->events.owner, "a packet is too long to be sent");
        return;
    }
    client->sent_ms = now_ms;
    client->wire.send(client->wire.owner, packet->data + packet->start,
                      packet->end - packet->start);
}

static void send_empty(struct MqttClient* client, enum PacketType type, uint32_t now_ms) {
    struct PacketOut packet;
    packet_begin(&packet, (uint8_t)(type << 4));
    send(client, &packet, now_ms);
}

/// MQTT 3.1.1 section 3.1.2.3; the will is retained, at QoS 1.
static uint8_t connect_flags(const struct Settings* settings) {
    uint8_t flags = 0x2c;
    if (settings->clean != 0) flags |= 0x02;
    if (settings->user[0] != '\0') flags |= 0x80;
    if (settings->user[0] != '\0' && settings->password[0] != '\0') flags |= 0x40;
    return flags;
}

static void send_connect(struct MqttClient* client, uint32_t now_ms) {
    const struct Settings* settings = client->settings;
    const uint8_t flags = connect_flags(settings);
    struct PacketOut packet;
    packet_begin(&packet, packet_connect << 4);
    packet_put_text(&packet, "MQTT");
    packet_put8(&packet, 4);
    packet_put8(&packet, flags);
    packet_put16(&packet, settings->keep_alive_s);
    packet_put_text(&packet, settings->id);
    packet_put_text(&packet, client->will_topic);
    packet_put_text(&packet, "offline");
    if ((flags & 0x80) != 0) packet_put_text(&packet, settings->user);
    if ((flags & 0x40) != 0) packet_put_text(&packet, settings->password);
    send(client, &packet, now_ms);
}

static uint16_t fresh_id(struct MqttClient* client) {
    do {
        client->last_id++;
    } while (client->last_id == 0 || outbox_uses(&client->outbox, client->last_id));
    return client->last_id;
}

static void send_subscribe(struct MqttClient* client, uint32_t now_ms) {
    struct PacketOut packet;
    client->subscribe_id = fresh_id(client);
    packet_begin(&packet, packet_subscribe << 4 | 2);
    packet_put16(&packet, client->subscribe_id);
    packet_put_text(&packet, client->filter);
    packet_put8(&packet, 1);
    client->subscribe_out = true;
    client->asked_ms = now_ms;  // the first question on a connection
    send(client, &packet, now_ms);
}

static void send_publish(struct MqttClient* client, uint8_t flags, uint16_t id, const char* topic,
                         const char* payload, uint32_t now_ms) {
    struct PacketOut packet;
    packet_begin(&packet, (uint8_t)(packet_publish << 4 | flags));
    packet_put_text(&packet, topic);
    if ((flags & 0x06) != 0) packet_put16(&packet, id);
    packet_put_raw(&packet, payload, strlen(payload));
    client->counts.sent++;
    send(client, &packet, now_ms);
}

/// DUP says that it may have arrived before (MQTT 3.1.1 section 3.3.1.1).
static void send_kept(struct MqttClient* client, struct OutMessage* message, uint32_t now_ms) {
    const bool again = message->sent;
    if (!again || has(client, flaw_new_id)) message->id = fresh_id(client);
    if (again) client->counts.resent++;
    message->sent = message->sent_here = true;
    const bool dup = again && !has(client, flaw_no_dup);
    const uint8_t flags = (uint8_t)(0x02 | (dup ? 0x08 : 0) | (message->retain ? 0x01 : 0));
    send_publish(client, flags, message->id, message->topic, message->payload, now_ms);
}

static void send_waiting(struct MqttClient* client, uint32_t now_ms) {
    while (outbox_in_flight(&client->outbox) < in_flight_most) {
        struct OutMessage* message = outbox_next(&client->outbox);
        if (message == NULL) return;
        if (outbox_in_flight(&client->outbox) == 0) client->progress_ms = now_ms;
        send_kept(client, message, now_ms);
    }
}

bool mqtt_publish(struct MqttClient* client, const char* topic, const char* payload, uint8_t qos,
                  bool retain, uint32_t now_ms) {
    const bool up = client->state == mqtt_connected;
    if (qos > 0) {
        const bool kept = outbox_add(&client->outbox, topic, payload, retain);
        if (up) send_waiting(client, now_ms);
        return kept;
    }
    if (up) send_publish(client, retain ? 1 : 0, 0, topic, payload, now_ms);
    return up;
}

// --- Connections --------------------------------------------------------------------------------

/// A connection that lasted longer than the wait before it was worth that wait. Where a broker
/// accepts and drops at once, the waits go on growing.
static bool was_worth_it(const struct MqttClient* client, uint32_t now_ms) {
    return client->state == mqtt_connected && now_ms - client->entered_ms >= client->wait_ms &&
           now_ms - client->entered_ms >= least_wait_ms;
}

static void lose(struct MqttClient* client, const char* why, uint32_t now_ms) {
    if (was_worth_it(client, now_ms)) backoff_reset(&client->backoff);
    client->wait_ms =
        has(client, flaw_no_backoff) ? flawed_wait_ms : backoff_next(&client->backoff);
    enter(client, mqtt_waiting, now_ms);
    client->events.lost(client->events.owner, why, client->wait_ms);
}

static void give_up(struct MqttClient* client, const char* why, uint32_t now_ms) {
    client->wire.close(client->wire.owner);
    lose(client, why, now_ms);
}

static void open(struct MqttClient* client, uint32_t now_ms) {
    client->counts.attempts++;
    enter(client, mqtt_opening, now_ms);
    client->wire.open(client->wire.owner);
}

void mqtt_start(struct MqttClient* client, uint32_t now_ms) {
    if (client->state == mqtt_off || client->state == mqtt_waiting) open(client, now_ms);
}

void mqtt_stop(struct MqttClient* client, uint32_t now_ms) {
    if (client->state == mqtt_connected) send_empty(client, packet_disconnect, now_ms);
    if (client->state > mqtt_waiting) client->wire.close(client->wire.owner);
    enter(client, mqtt_off, now_ms);
}

void mqtt_wire_opened(struct MqttClient* client, uint32_t now_ms) {
    if (client->state != mqtt_opening) return;
    framer_reset(&client->framer);
    client->ping_out = client->subscribe_out = false;
    outbox_reconnected(&client->outbox);
    client->received_ms = now_ms;
    enter(client, mqtt_greeting, now_ms);
    send_connect(client, now_ms);
    if (has(client, flaw_hasty)) send_publish(client, 0, 0, client->will_topic, "hasty", now_ms);
}

void mqtt_wire_closed(struct MqttClient* client, const char* why, uint32_t now_ms) {
    if (client->state > mqtt_waiting) lose(client, why, now_ms);
}

// --- Packets from the broker --------------------------------------------------------------------

/// A refusal for a reason that does not pass by itself (MQTT 3.1.1 section 3.2.2.3, codes other
/// than 3) is answered by the longest waits.
static void on_refused(struct MqttClient* client, uint8_t code, uint32_t now_ms) {
    char why[32];
    snprintf(why, sizeof why, "refused with code %u", code);
    if (code != 3) backoff_slow_down(&client->backoff);
    give_up(client, why, now_ms);
}

static bool needs_to_subscribe(struct MqttClient* client, bool session_present) {
    if (has(client, flaw_always_subscribes)) return true;
    if (has(client, flaw_no_resubscribe) && client->counts.connections > 1) return false;
    return !session_present || !client->subscribed;
}

static void on_connack(struct MqttClient* client, const struct PacketIn* packet, uint32_t now_ms) {
    if (client->state != mqtt_greeting || packet->size != 2) {
        give_up(client, "a CONNACK that cannot be", now_ms);
        return;
    }
    if (packet->body[1] != 0) {
        on_refused(client, packet->body[1], now_ms);
        return;
    }
    const bool present = (packet->body[0] & 1) != 0;
    enter(client, mqtt_connected, now_ms);
    client->counts.connections++;
    // Without a session kept by both sides, old packet identifiers mean nothing.
    if (client->settings->clean != 0) outbox_new_session(&client->outbox);
    client->subscribed = client->subscribed && present;
    // Commands first: a backlog may take a while on a slow link.
    if (needs_to_subscribe(client, present)) send_subscribe(client, now_ms);
    client->events.connected(client->events.owner, present);
    send_waiting(client, now_ms);
}

static void send_puback(struct MqttClient* client, uint16_t id, uint32_t now_ms) {
    struct PacketOut packet;
    packet_begin(&packet, packet_puback << 4);
    packet_put16(&packet, id);
    send(client, &packet, now_ms);
}

/// What is too long or unknown is acknowledged as well: the broker would only send it again.
static void on_publish(struct MqttClient* client, const struct PacketIn* packet, uint32_t now_ms) {
    struct PublishIn message;
    if (!publish_read(packet, &message) || message.qos > 1) {
        give_up(client, "a PUBLISH that cannot be", now_ms);
        return;
    }
    client->counts.received++;
    if (message.qos == 1) send_puback(client, message.id, now_ms);
    client->events.message(client->events.owner, &message);
}

static uint16_t id_of(const struct PacketIn* packet) {
    return packet->kept < 2 ? 0 : (uint16_t)(packet->body[0] << 8 | packet->body[1]);
}

static void on_puback(struct MqttClient* client, const struct PacketIn* packet, uint32_t now_ms) {
    if (outbox_acknowledged(&client->outbox, id_of(packet))) client->counts.acknowledged++;
    client->progress_ms = now_ms;
    send_waiting(client, now_ms);
}

static void on_suback(struct MqttClient* client, const struct PacketIn* packet) {
    if (!client->subscribe_out || id_of(packet) != client->subscribe_id || packet->kept < 3) return;
    client->subscribe_out = false;
    client->subscribed = packet->body[2] <= 1;
    client->events.note(client->events.owner,
                        client->subscribed ? "subscribed" : "the subscription was refused");
}

static void on_packet(struct MqttClient* client, uint32_t now_ms) {
    const struct PacketIn packet = framer_packet(&client->framer);
    client->received_ms = now_ms;
    if (packet.type == packet_connack) {
        on_connack(client, &packet, now_ms);
    } else if (client->state != mqtt_connected) {
        give_up(client, "a packet before CONNACK", now_ms);
    } else if (packet.type == packet_publish) {
        on_publish(client, &packet, now_ms);
    } else if (packet.type == packet_puback) {
        on_puback(client, &packet, now_ms);
    } else if (packet.type == packet_suback) {
        on_suback(client, &packet);
    } else if (packet.type == packet_pingresp) {
        client->ping_out = false;
    } else {
        give_up(client, "a packet that is not for clients", now_ms);
    }
}

/// Late octets of a connection that is over are passed over: on a serial line they do come.
void mqtt_receive(struct MqttClient* client, const uint8_t* data, size_t size, uint32_t now_ms) {
    for (size_t at = 0; at < size && client->state >= mqtt_greeting; at++) {
        const enum FramerSays says = framer_put(&client->framer, data[at]);
        if (says == framer_is_lost) give_up(client, "octets that are no packet", now_ms);
        if (says == framer_has_packet) on_packet(client, now_ms);
    }
}

// --- Time ---------------------------------------------------------------------------------------

/// A quarter of the keep-alive time is left for the way (MQTT 3.1.1 section 3.1.2.10).
static uint32_t ping_after_ms(const struct MqttClient* client) {
    return client->settings->keep_alive_s * 750u;
}

static uint32_t left(uint32_t since_ms, uint32_t span_ms, uint32_t now_ms) {
    const uint32_t gone = now_ms - since_ms;
    return gone < span_ms ? span_ms - gone : 0;
}

static uint32_t least_of(uint32_t a, uint32_t b) { return a < b ? a : b; }

/// It also asks if only the broker was silent: a node that does nothing but publish at QoS 0 would
/// never learn that nobody listens. An open question does not excuse it from keeping alive.
static uint32_t ping_in_ms(const struct MqttClient* client, uint32_t now_ms) {
    if (client->settings->keep_alive_s == 0 || has(client, flaw_no_keep_alive)) return UINT32_MAX;
    const uint32_t after = ping_after_ms(client);
    const uint32_t sent = left(client->sent_ms, after, now_ms);
    return client->ping_out ? sent : least_of(sent, left(client->received_ms, after, now_ms));
}

static bool asking(const struct MqttClient* client) {
    return client->ping_out || client->subscribe_out;
}

static uint32_t answer_in_ms(const struct MqttClient* client, uint32_t now_ms) {
    return asking(client) ? left(client->asked_ms, answer_within_ms, now_ms) : UINT32_MAX;
}

static uint32_t puback_in_ms(const struct MqttClient* client, uint32_t now_ms) {
    if (outbox_in_flight(&client->outbox) == 0) return UINT32_MAX;
    return left(client->progress_ms, puback_within_ms, now_ms);
}

static void send_ping(struct MqttClient* client, uint32_t now_ms) {
    if (!asking(client)) client->asked_ms = now_ms;
    client->ping_out = true;
    send_empty(client, packet_pingreq, now_ms);
}

static void tick_connected(struct MqttClient* client, uint32_t now_ms) {
    if (answer_in_ms(client, now_ms) == 0) {
        give_up(client, client->ping_out ? "no PINGRESP" : "no SUBACK", now_ms);
    } else if (puback_in_ms(client, now_ms) == 0) {
        give_up(client, "no PUBACK", now_ms);
    } else if (ping_in_ms(client, now_ms) == 0) {
        send_ping(client, now_ms);
    }
}

void mqtt_tick(struct MqttClient* client, uint32_t now_ms) {
    if (mqtt_next_ms(client, now_ms) > 0) return;
    if (client->state == mqtt_waiting) {
        open(client, now_ms);
    } else if (client->state == mqtt_connected) {
        tick_connected(client, now_ms);
    } else {
        give_up(client, client->state == mqtt_opening ? "no connection" : "no CONNACK", now_ms);
    }
}

uint32_t mqtt_next_ms(const struct MqttClient* client, uint32_t now_ms) {
    if (client->state == mqtt_off) return UINT32_MAX;
    if (client->state == mqtt_waiting) return left(client->entered_ms, client->wait_ms, now_ms);
    if (client->state != mqtt_connected) {
        return left(client->entered_ms, answer_within_ms, now_ms);
    }
    const uint32_t answer = least_of(answer_in_ms(client, now_ms), puback_in_ms(client, now_ms));
    return least_of(ping_in_ms(client, now_ms), answer);
}
