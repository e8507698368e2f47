#ifndef BREAKWIRE_FIRMWARE_OUTBOX_H
#define BREAKWIRE_FIRMWARE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Messages at QoS 1 that the broker has not acknowledged yet, oldest first.
///
/// It holds a few: after a long outage a node tells of the last readings, not of all of them. When
/// it is full, the oldest message that was never sent makes room; one that was sent stays, since
/// the broker may have half of the exchange.

enum { outbox_slots = 8, outbox_topic_size = 64, outbox_payload_size = 128 };

struct OutMessage {
    char topic[outbox_topic_size];
    char payload[outbox_payload_size];
    bool retain;
    bool sent;       ///< at least once, in this session
    bool sent_here;  ///< on the present connection
    uint16_t id;     ///< packet identifier; 0 until sent
};

struct Outbox {
    struct OutMessage messages[outbox_slots];
    size_t count;
    uint32_t dropped;
};

/// False if there is no room, or if topic or payload are too long.
bool outbox_add(struct Outbox* outbox, const char* topic, const char* payload, bool retain);

/// The oldest message that has not been sent on the present connection; null if there is none.
struct OutMessage* outbox_next(struct Outbox* outbox);

/// How many have been sent on the present connection and are not acknowledged.
size_t outbox_in_flight(const struct Outbox* outbox);

/// Whether an unacknowledged message has this packet identifier.
bool outbox_uses(const struct Outbox* outbox, uint16_t id);

/// Forgets the message with this identifier. False if there is none.
bool outbox_acknowledged(struct Outbox* outbox, uint16_t id);

/// A new connection of the same session: everything is to be sent again under its old identifier.
void outbox_reconnected(struct Outbox* outbox);

/// A new session: what was sent in the old one counts as never sent, and gets a new identifier.
void outbox_new_session(struct Outbox* outbox);

#endif
