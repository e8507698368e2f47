#include "devices/firmware/core/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { settings_magic = 0x31534e42 };  // "BNS1"

static const char* const flaw_names[] = {
    "no_resubscribe", "no_backoff",        "no_dup",           "no_keep_alive", "hasty",
    "new_id",         "always_subscribes", "retained_commands"};

enum { flaw_count = sizeof flaw_names / sizeof flaw_names[0] };

void settings_defaults(struct Settings* settings) {
    memset(settings, 0, sizeof *settings);
    settings->magic = settings_magic;
    settings->interval_ms = 1000;
    settings->address = 1;
    settings->keep_alive_s = 10;
    settings->broker_port = 1883;
    settings->qos = 1;
    strcpy(settings->id, "node");
    strcpy(settings->broker, "127.0.0.1");
    settings_seal(settings);
}

/// CRC-32 of IEEE 802.3, bit by bit: a page is read once at boot.
static uint32_t crc32(const uint8_t* data, size_t size) {
    uint32_t crc = 0xffffffffu;
    for (size_t at = 0; at < size; at++) {
        crc ^= data[at];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static uint32_t check_of(const struct Settings* settings) {
    return crc32((const uint8_t*)settings, offsetof(struct Settings, check));
}

void settings_seal(struct Settings* settings) { settings->check = check_of(settings); }

bool settings_valid(const struct Settings* settings) {
    return settings->magic == settings_magic && settings->check == check_of(settings);
}

// --- One by one ---------------------------------------------------------------------------------

static bool read_number(const char* text, uint32_t least, uint32_t most, uint32_t* out) {
    char* end = NULL;
    const unsigned long value = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || value < least || value > most) return false;
    *out = (uint32_t)value;
    return true;
}

static bool set_text(char* out, size_t room, const char* value) {
    if (strlen(value) >= room) return false;
    memset(out, 0, room);  // the whole page is part of its checksum
    strcpy(out, value);
    return true;
}

static bool set_id(struct Settings* settings, const char* value) {
    return *value != '\0' && set_text(settings->id, sizeof settings->id, value);
}

static bool set_interval(struct Settings* settings, const char* value) {
    return read_number(value, 10, 86400000, &settings->interval_ms);
}

static bool set_keep_alive(struct Settings* settings, const char* value) {
    uint32_t seconds = 0;
    if (!read_number(value, 0, 65535, &seconds)) return false;
    settings->keep_alive_s = (uint16_t)seconds;
    return true;
}

static bool set_qos(struct Settings* settings, const char* value) {
    uint32_t qos = 0;
    if (!read_number(value, 0, 1, &qos)) return false;
    settings->qos = (uint8_t)qos;
    return true;
}

static bool set_clean(struct Settings* settings, const char* value) {
    uint32_t clean = 0;
    if (!read_number(value, 0, 1, &clean)) return false;
    settings->clean = (uint8_t)clean;
    return true;
}

static bool set_broker(struct Settings* settings, const char* value) {
    const char* colon = strrchr(value, ':');
    uint32_t port = 0;
    if (colon == NULL || !read_number(colon + 1, 1, 65535, &port)) return false;
    const size_t size = (size_t)(colon - value);
    if (size == 0 || size >= sizeof settings->broker) return false;
    memset(settings->broker, 0, sizeof settings->broker);
    memcpy(settings->broker, value, size);
    settings->broker_port = (uint16_t)port;
    return true;
}

static bool set_user(struct Settings* settings, const char* value) {
    return set_text(settings->user, sizeof settings->user, value);
}

static bool set_password(struct Settings* settings, const char* value) {
    return set_text(settings->password, sizeof settings->password, value);
}

static bool set_flaw(struct Settings* settings, const char* value) {
    for (unsigned at = 0; at < flaw_count; at++) {
        if (strcmp(value, flaw_names[at]) == 0) {
            settings->flaws = (uint16_t)(settings->flaws | 1u << at);
            return true;
        }
    }
    if (strcmp(value, "none") != 0) return false;
    settings->flaws = 0;
    return true;
}

static const struct {
    const char* name;
    bool (*set)(struct Settings*, const char* value);
} entries[] = {{"id", set_id},     {"interval", set_interval}, {"keepalive", set_keep_alive},
               {"qos", set_qos},   {"clean", set_clean},       {"broker", set_broker},
               {"user", set_user}, {"password", set_password}, {"flaw", set_flaw}};

bool settings_set(struct Settings* settings, const char* name, const char* value) {
    for (size_t at = 0; settings_name(at) != NULL; at++) {
        if (strcmp(name, entries[at].name) != 0) continue;
        if (!entries[at].set(settings, value)) return false;
        settings_seal(settings);
        return true;
    }
    return false;
}

const char* settings_name(size_t at) {
    return at < sizeof entries / sizeof entries[0] ? entries[at].name : NULL;
}

static void show_flaws(const struct Settings* settings, char* out, size_t room) {
    snprintf(out, room, "%s", settings->flaws == 0 ? "none" : "");
    for (unsigned at = 0; at < flaw_count; at++) {
        if ((settings->flaws & 1u << at) == 0) continue;
        const size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s", used > 0 ? "," : "", flaw_names[at]);
    }
}

void settings_show(const struct Settings* settings, const char* name, char* out, size_t room) {
    const unsigned long interval = settings->interval_ms;
    if (strcmp(name, "id") == 0) snprintf(out, room, "%s", settings->id);
    if (strcmp(name, "interval") == 0) snprintf(out, room, "%lu", interval);
    if (strcmp(name, "keepalive") == 0) snprintf(out, room, "%u", settings->keep_alive_s);
    if (strcmp(name, "qos") == 0) snprintf(out, room, "%u", settings->qos);
    if (strcmp(name, "clean") == 0) snprintf(out, room, "%u", settings->clean);
    if (strcmp(name, "broker") == 0) {
        snprintf(out, room, "%s:%u", settings->broker, settings->broker_port);
    }
    if (strcmp(name, "user") == 0) snprintf(out, room, "%s", settings->user);
    // Consoles are logged.
    if (strcmp(name, "password") == 0) {
        snprintf(out, room, "%s", settings->password[0] != '\0' ? "***" : "");
    }
    if (strcmp(name, "flaw") == 0) show_flaws(settings, out, room);
}
