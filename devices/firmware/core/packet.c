#include "devices/firmware/core/packet.h"

#include <string.h>

// --- Out ----------------------------------------------------------------------------------------

/// The length in front of a body is not known until the end; packets of a node need 2 octets of it
/// at most.
enum { header_room = 3 };

void packet_begin(struct PacketOut* packet, uint8_t first) {
    packet->data[0] = first;
    packet->end = header_room;
    packet->full = false;
}

void packet_put_raw(struct PacketOut* packet, const void* data, size_t size) {
    if (size > packet_room - packet->end) {
        packet->full = true;
        return;
    }
    memcpy(packet->data + packet->end, data, size);
    packet->end += size;
}

void packet_put8(struct PacketOut* packet, uint8_t value) { packet_put_raw(packet, &value, 1); }

void packet_put16(struct PacketOut* packet, uint16_t value) {
    packet_put8(packet, (uint8_t)(value >> 8));
    packet_put8(packet, (uint8_t)(value & 0xff));
}

void packet_put_text(struct PacketOut* packet, const char* text) {
    const size_t size = strlen(text);
    packet_put16(packet, (uint16_t)size);
    packet_put_raw(packet, text, size);
}

bool packet_finish(struct PacketOut* packet) {
    const size_t size = packet->end - header_room;
    const uint8_t first = packet->data[0];
    packet->start = size < 128 ? 1 : 0;
    packet->data[packet->start] = first;
    packet->data[packet->start + 1] = (uint8_t)(size < 128 ? size : (size & 0x7f) | 0x80);
    if (size >= 128) packet->data[2] = (uint8_t)(size >> 7);
    return !packet->full;
}

// --- In -----------------------------------------------------------------------------------------

void framer_reset(struct Framer* framer) { framer->stage = framer_first; }

/// Types 0 and 15 are forbidden, 1 is not for clients.
static bool may_begin_with(uint8_t first) {
    const uint8_t type = first >> 4;
    return type != 0 && type != 15 && type != packet_connect;
}

static enum FramerSays put_first(struct Framer* framer, uint8_t octet) {
    if (!may_begin_with(octet)) return framer_is_lost;
    framer->first = octet;
    framer->size = 0;
    framer->shift = 0;
    framer->got = 0;
    framer->stage = framer_length;
    return framer_wants_more;
}

static enum FramerSays put_length(struct Framer* framer, uint8_t octet) {
    framer->size |= (size_t)(octet & 0x7f) << framer->shift;
    if ((octet & 0x80) != 0) {
        framer->shift = (uint8_t)(framer->shift + 7);
        return framer->shift > 21 ? framer_is_lost : framer_wants_more;
    }
    framer->stage = framer->size == 0 ? framer_first : framer_body;
    return framer->size == 0 ? framer_has_packet : framer_wants_more;
}

static enum FramerSays put_body(struct Framer* framer, uint8_t octet) {
    if (framer->got < packet_body_kept) framer->body[framer->got] = octet;
    framer->got++;
    if (framer->got < framer->size) return framer_wants_more;
    framer->stage = framer_first;
    return framer_has_packet;
}

enum FramerSays framer_put(struct Framer* framer, uint8_t octet) {
    if (framer->stage == framer_first) return put_first(framer, octet);
    if (framer->stage == framer_length) return put_length(framer, octet);
    return put_body(framer, octet);
}

struct PacketIn framer_packet(const struct Framer* framer) {
    const size_t kept = framer->size < packet_body_kept ? framer->size : packet_body_kept;
    const struct PacketIn packet = {framer->first >> 4, framer->first & 0x0f, framer->body, kept,
                                    framer->size};
    return packet;
}

static uint16_t read16(const uint8_t* at) { return (uint16_t)(at[0] << 8 | at[1]); }

bool publish_read(const struct PacketIn* packet, struct PublishIn* publish) {
    publish->qos = (packet->flags >> 1) & 3;
    publish->dup = (packet->flags & 8) != 0;
    publish->retain = (packet->flags & 1) != 0;
    publish->whole = packet->kept == packet->size;
    if (publish->qos == 3 || packet->kept < 2) return false;

    const size_t id_size = publish->qos > 0 ? 2 : 0;
    publish->topic = (const char*)packet->body + 2;
    publish->topic_size = read16(packet->body);
    const size_t head = 2 + publish->topic_size + id_size;
    if (head > packet->kept) return false;

    publish->id = id_size != 0 ? read16(packet->body + head - 2) : 0;
    publish->payload = (const char*)packet->body + head;
    publish->payload_size = packet->kept - head;
    return id_size == 0 || publish->id != 0;
}
