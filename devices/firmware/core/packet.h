#ifndef BREAKWIRE_FIRMWARE_PACKET_H
#define BREAKWIRE_FIRMWARE_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The packets of MQTT 3.1.1 that a node sends or gets, without allocating.

enum PacketType {
    packet_connect = 1,
    packet_connack = 2,
    packet_publish = 3,
    packet_puback = 4,
    packet_subscribe = 8,
    packet_suback = 9,
    packet_pingreq = 12,
    packet_pingresp = 13,
    packet_disconnect = 14
};

/// What a packet may be, in octets. Of a longer one that comes, the beginning is kept.
enum { packet_body_kept = 512, packet_room = 400 };

// --- Out ----------------------------------------------------------------------------------------

/// A packet on its way out. One that does not fit is not sent at all.
struct PacketOut {
    uint8_t data[packet_room];
    size_t start;  ///< where the fixed header begins, once finished
    size_t end;
    bool full;
};

/// `first` is the octet with type and flags.
void packet_begin(struct PacketOut* packet, uint8_t first);
void packet_put8(struct PacketOut* packet, uint8_t value);
void packet_put16(struct PacketOut* packet, uint16_t value);
void packet_put_raw(struct PacketOut* packet, const void* data, size_t size);

/// A string with its length in front (MQTT 3.1.1 section 1.5.3).
void packet_put_text(struct PacketOut* packet, const char* text);

/// Writes the fixed header. False if the packet did not fit. What is to be sent is then
/// `data + start` up to `data + end`.
bool packet_finish(struct PacketOut* packet);

// --- In -----------------------------------------------------------------------------------------

/// A packet that came. `size` is the length of its body as announced, `kept` what there is of it.
struct PacketIn {
    uint8_t type;
    uint8_t flags;
    const uint8_t* body;
    size_t kept;
    size_t size;
};

enum FramerStage { framer_first, framer_length, framer_body };

/// Cuts the octets that come into packets.
struct Framer {
    enum FramerStage stage;
    uint8_t first;
    uint8_t shift;
    size_t size;
    size_t got;
    uint8_t body[packet_body_kept];
};

enum FramerSays { framer_wants_more, framer_has_packet, framer_is_lost };

void framer_reset(struct Framer* framer);

/// Takes one octet. With `framer_has_packet`, `framer_packet` is it until the next octet;
/// `framer_is_lost` means that no packet of MQTT 3.1.1 begins so (sections 2.2.1, 2.2.3), and that
/// the connection is worth nothing any more.
enum FramerSays framer_put(struct Framer* framer, uint8_t octet);
struct PacketIn framer_packet(const struct Framer* framer);

/// A PUBLISH taken apart (MQTT 3.1.1 section 3.3). `topic` and `payload` point into the packet and
/// have no end mark. Of a packet that was too long, `payload` is incomplete and `whole` false.
struct PublishIn {
    const char* topic;
    size_t topic_size;
    const char* payload;
    size_t payload_size;
    uint16_t id;  ///< 0 at QoS 0
    uint8_t qos;
    bool dup;
    bool retain;
    bool whole;
};

/// False if it is malformed, or if not even topic and identifier were kept.
bool publish_read(const struct PacketIn* packet, struct PublishIn* publish);

#endif
