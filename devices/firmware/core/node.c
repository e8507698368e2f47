#include "devices/firmware/core/node.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "devices/firmware/core/console.h"

static const char version[] = "1.0";

/// Time for the last octets before a reboot.
enum { reboot_after_ms = 200 };

/// A `reboot` that is marked as sent before, so soon after a boot, is the one that led to it: its
/// acknowledgement was lost. To obey again would go on for ever.
enum { boot_is_young_ms = 30000 };

// --- Words --------------------------------------------------------------------------------------

void node_log(struct Node* node, char level, const char* source, const char* format, ...) {
    char text[160];
    char line[200];
    const unsigned long up = node->now_ms - node->booted_ms;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(line, sizeof line, "[%lu.%03lu] %c %s: %s\n", up / 1000, up % 1000, level, source,
             text);
    node->board.print(node->board.owner, line);
}

static void print_boot_line(struct Node* node) {
    static const char* const causes[] = {"power", "soft", "fault", "watchdog", "pin"};
    char line[120];
    snprintf(line, sizeof line, "\n*** breakwire-node %s (%s) id=%s boot=%lu reset=%s\n", version,
             node->board.name, node->settings.id, (unsigned long)node->boot.count,
             causes[node->boot.cause]);
    node->board.print(node->board.owner, line);
}

static void name_topic(const struct Node* node, const char* leaf, char out[outbox_topic_size]) {
    snprintf(out, outbox_topic_size, "node/%s/%s", node->settings.id, leaf);
}

// --- What the client tells ----------------------------------------------------------------------

static void publish_state(struct Node* node) {
    char topic[outbox_topic_size];
    name_topic(node, "state", topic);
    node->owes_state = !mqtt_publish(&node->client, topic, "online", 1, true, node->now_ms);
}

static void on_connected(void* owner, bool session_present) {
    struct Node* node = owner;
    node_log(node, 'I', "mqtt", "connected session_present=%d", session_present);
    if (!node->measuring) node->reading_ms = node->now_ms - node->settings.interval_ms;
    node->measuring = true;
    publish_state(node);
}

static void on_lost(void* owner, const char* why, uint32_t retry_ms) {
    node_log(owner, 'W', "mqtt", "down: %s; next attempt in %lu ms", why, (unsigned long)retry_ms);
}

static void on_note(void* owner, const char* what) { node_log(owner, 'I', "mqtt", "%s", what); }

static bool is_repeated_reboot(const struct Node* node, const struct PublishIn* message) {
    return message->dup && node->now_ms - node->booted_ms < boot_is_young_ms;
}

static void obey(struct Node* node, const struct PublishIn* message) {
    char text[40];
    snprintf(text, sizeof text, "%.*s", (int)message->payload_size, message->payload);
    char* space = strchr(text, ' ');
    if (space != NULL) *space = '\0';
    const char* value = space != NULL ? space + 1 : "";
    if (strcmp(text, "reboot") == 0 && !is_repeated_reboot(node, message)) {
        node_reboot(node);
    } else if ((strcmp(text, "interval") == 0 || strcmp(text, "qos") == 0) &&
               node_change(node, text, value)) {
        node_log(node, 'I', "command", "%s is now %s", text, value);
    } else {
        node_log(node, 'W', "command", "passed over: %s", text);
    }
}

/// A retained command would be obeyed again after each boot, and `reboot` for ever.
static void on_message(void* owner, const struct PublishIn* message) {
    struct Node* node = owner;
    char topic[outbox_topic_size];
    name_topic(node, "command", topic);
    const bool ours = message->topic_size == strlen(topic) &&
                      memcmp(message->topic, topic, message->topic_size) == 0;
    const bool stale =
        message->retain && (node->settings.flaws & (unsigned)flaw_retained_commands) == 0;
    if (!message->whole) {
        node_log(node, 'W', "command", "passed over: too long");
    } else if (!ours || stale) {
        node_log(node, 'W', "command", "passed over: %s", ours ? "retained" : "unknown topic");
    } else {
        obey(node, message);
    }
}

// --- A life -------------------------------------------------------------------------------------

static void name_topics(struct Node* node) {
    name_topic(node, "state", node->client.will_topic);
    name_topic(node, "command", node->client.filter);
}

void node_boot(struct Node* node, const struct Board* board, const struct MqttWire* wire,
               const struct Settings* settings, const struct Boot* boot, uint32_t now_ms) {
    memset(node, 0, sizeof *node);
    node->board = *board;
    node->boot = *boot;
    node->settings = *settings;
    node->now_ms = node->booted_ms = now_ms;
    const struct MqttEvents events = {node, on_connected, on_lost, on_message, on_note};
    mqtt_init(&node->client, wire, &events, &node->settings, boot->seed);
    name_topics(node);
    print_boot_line(node);
    if (boot->settings_known) mqtt_start(&node->client, now_ms);
}

bool node_change(struct Node* node, const char* name, const char* value) {
    const struct Settings before = node->settings;
    if (!settings_set(&node->settings, name, value)) return false;
    node->board.keep(node->board.owner, &node->settings);
    if (memcmp(&before, &node->settings, sizeof before) == 0) return true;
    // These alone need no new CONNECT.
    const bool at_once =
        strcmp(name, "interval") == 0 || strcmp(name, "qos") == 0 || strcmp(name, "flaw") == 0;
    if (at_once) return true;
    const bool running = node->client.state != mqtt_off;
    mqtt_stop(&node->client, node->now_ms);
    name_topics(node);
    node->client.subscribed = false;
    if (running) mqtt_start(&node->client, node->now_ms);
    return true;
}

void node_reboot(struct Node* node) {
    mqtt_stop(&node->client, node->now_ms);
    node->rebooting = true;
    node->reboot_ms = node->now_ms;
}

void node_stop(struct Node* node, uint32_t now_ms) {
    node->now_ms = now_ms;
    mqtt_stop(&node->client, now_ms);
}

void node_type(struct Node* node, char octet, uint32_t now_ms) {
    node->now_ms = now_ms;
    const bool end = octet == '\r' || octet == '\n';
    if (!end) {
        if (node->line_used < node_line_size - 1) node->line[node->line_used++] = octet;
        return;
    }
    node->line[node->line_used] = '\0';
    node->line_used = 0;
    console_obey(node, node->line);
}

void node_opened(struct Node* node, uint32_t now_ms) {
    node->now_ms = now_ms;
    mqtt_wire_opened(&node->client, now_ms);
}

void node_closed(struct Node* node, const char* why, uint32_t now_ms) {
    node->now_ms = now_ms;
    mqtt_wire_closed(&node->client, why, now_ms);
}

void node_receive(struct Node* node, const uint8_t* data, size_t size, uint32_t now_ms) {
    node->now_ms = now_ms;
    mqtt_receive(&node->client, data, size, now_ms);
}

// --- Time ---------------------------------------------------------------------------------------

/// A triangle between 19.00 and 25.00 degrees, once in two minutes.
static void publish_reading(struct Node* node) {
    char topic[outbox_topic_size];
    char payload[outbox_payload_size];
    const uint32_t phase = (node->now_ms - node->booted_ms) / 100 % 1200;
    const uint32_t centi = 1900 + (phase < 600 ? phase : 1200 - phase);
    name_topic(node, "telemetry", topic);
    snprintf(payload, sizeof payload, "{\"seq\":%lu,\"t\":%lu.%02lu}",
             (unsigned long)node->sequence++, (unsigned long)(centi / 100),
             (unsigned long)(centi % 100));
    mqtt_publish(&node->client, topic, payload, node->settings.qos, false, node->now_ms);
}

static uint32_t remaining(uint32_t since_ms, uint32_t span_ms, uint32_t now_ms) {
    return now_ms - since_ms < span_ms ? span_ms - (now_ms - since_ms) : 0;
}

static uint32_t reading_in_ms(const struct Node* node, uint32_t now_ms) {
    if (!node->measuring || node->client.state == mqtt_off) return UINT32_MAX;
    return remaining(node->reading_ms, node->settings.interval_ms, now_ms);
}

/// Keeps to the beat; a node that was held up for long starts a new one.
static void take_reading(struct Node* node) {
    const uint32_t interval = node->settings.interval_ms;
    const bool late = node->now_ms - node->reading_ms >= 2 * interval;
    node->reading_ms = late ? node->now_ms : node->reading_ms + interval;
    publish_reading(node);
}

void node_tick(struct Node* node, uint32_t now_ms) {
    node->now_ms = now_ms;
    if (node->over) return;
    if (node->rebooting) {
        if (node_next_ms(node, now_ms) > 0) return;
        node->over = true;
        node->board.reset(node->board.owner, reset_soft);
        return;
    }
    mqtt_tick(&node->client, now_ms);
    if (node->owes_state && node->client.state == mqtt_connected) publish_state(node);
    if (reading_in_ms(node, now_ms) == 0) take_reading(node);
}

uint32_t node_next_ms(const struct Node* node, uint32_t now_ms) {
    if (node->over) return UINT32_MAX;
    if (node->rebooting) return remaining(node->reboot_ms, reboot_after_ms, now_ms);
    const uint32_t client = mqtt_next_ms(&node->client, now_ms);
    const uint32_t reading = reading_in_ms(node, now_ms);
    return client < reading ? client : reading;
}
