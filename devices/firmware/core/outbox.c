#include "devices/firmware/core/outbox.h"

#include <string.h>

static void erase(struct Outbox* outbox, size_t at) {
    outbox->count--;
    memmove(&outbox->messages[at], &outbox->messages[at + 1],
            (outbox->count - at) * sizeof outbox->messages[0]);
}

static bool make_room(struct Outbox* outbox) {
    if (outbox->count < outbox_slots) return true;
    for (size_t at = 0; at < outbox->count; at++) {
        if (!outbox->messages[at].sent) {
            erase(outbox, at);
            outbox->dropped++;
            return true;
        }
    }
    return false;
}

bool outbox_add(struct Outbox* outbox, const char* topic, const char* payload, bool retain) {
    if (strlen(topic) >= outbox_topic_size || strlen(payload) >= outbox_payload_size) return false;
    if (!make_room(outbox)) {
        outbox->dropped++;
        return false;
    }
    struct OutMessage* message = &outbox->messages[outbox->count++];
    memset(message, 0, sizeof *message);
    strcpy(message->topic, topic);
    strcpy(message->payload, payload);
    message->retain = retain;
    return true;
}

struct OutMessage* outbox_next(struct Outbox* outbox) {
    for (size_t at = 0; at < outbox->count; at++) {
        if (!outbox->messages[at].sent_here) return &outbox->messages[at];
    }
    return NULL;
}

size_t outbox_in_flight(const struct Outbox* outbox) {
    size_t count = 0;
    for (size_t at = 0; at < outbox->count; at++) count += outbox->messages[at].sent_here;
    return count;
}

static size_t find(const struct Outbox* outbox, uint16_t id) {
    size_t at = 0;
    while (at < outbox->count && !(outbox->messages[at].sent && outbox->messages[at].id == id))
        at++;
    return at;
}

bool outbox_uses(const struct Outbox* outbox, uint16_t id) {
    return find(outbox, id) < outbox->count;
}

bool outbox_acknowledged(struct Outbox* outbox, uint16_t id) {
    const size_t at = find(outbox, id);
    if (at == outbox->count) return false;
    erase(outbox, at);
    return true;
}

void outbox_reconnected(struct Outbox* outbox) {
    for (size_t at = 0; at < outbox->count; at++) outbox->messages[at].sent_here = false;
}

void outbox_new_session(struct Outbox* outbox) {
    outbox_reconnected(outbox);
    for (size_t at = 0; at < outbox->count; at++) {
        outbox->messages[at].sent = false;
        outbox->messages[at].id = 0;
    }
}
