#include "devices/firmware/core/console.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { answer_size = 200 };

__attribute__((format(printf, 2, 3))) static void answer(struct Node* node, const char* format,
                                                         ...) {
    char text[answer_size];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text - 1, format, arguments);
    va_end(arguments);
    strcat(text, "\n");
    node->board.print(node->board.owner, text);
}

// --- Commands -----------------------------------------------------------------------------------

static void say_status(struct Node* node, const char* value) {
    static const char* const states[] = {"off", "waiting", "opening", "greeting", "connected"};
    const struct MqttClient* client = &node->client;
    (void)value;
    answer(node, "OK mqtt=%s id=%s boot=%lu uptime_ms=%lu waiting=%u dropped=%lu",
           states[client->state], node->settings.id, (unsigned long)node->boot.count,
           (unsigned long)(node->now_ms - node->booted_ms), (unsigned)client->outbox.count,
           (unsigned long)client->outbox.dropped);
}

static void say_counts(struct Node* node, const char* value) {
    const struct MqttClient* client = &node->client;
    (void)value;
    answer(node,
           "OK attempts=%lu connections=%lu sent=%lu resent=%lu acknowledged=%lu received=%lu",
           (unsigned long)client->counts.attempts, (unsigned long)client->counts.connections,
           (unsigned long)client->counts.sent, (unsigned long)client->counts.resent,
           (unsigned long)client->counts.acknowledged, (unsigned long)client->counts.received);
}

static void say_settings(struct Node* node, const char* value) {
    char text[answer_size] = "OK";
    char shown[64];
    (void)value;
    for (size_t at = 0; settings_name(at) != NULL; at++) {
        const size_t used = strlen(text);
        settings_show(&node->settings, settings_name(at), shown, sizeof shown);
        snprintf(text + used, sizeof text - used, " %s=%s", settings_name(at), shown);
    }
    answer(node, "%s", text);
}

static void connect_now(struct Node* node, const char* value) {
    (void)value;
    answer(node, "OK connect");
    mqtt_start(&node->client, node->now_ms);
}

static void disconnect(struct Node* node, const char* value) {
    (void)value;
    answer(node, "OK disconnect");
    mqtt_stop(&node->client, node->now_ms);
}

static void save(struct Node* node, const char* value) {
    (void)value;
    const bool saved = node->board.save(node->board.owner, &node->settings);
    answer(node, saved ? "OK save" : "ERR save: the flash did not take it");
}

static void reboot(struct Node* node, const char* value) {
    (void)value;
    answer(node, "OK reboot");
    node_reboot(node);
}

static void crash(struct Node* node, const char* value) {
    (void)value;
    answer(node, "OK crash");
    node->over = true;
    node->board.crash(node->board.owner);
}

static void hang(struct Node* node, const char* value) {
    (void)value;
    answer(node, "OK hang");
    node->over = true;
    node->board.hang(node->board.owner);
}

static void help(struct Node* node, const char* value);

static const struct {
    const char* name;
    void (*run)(struct Node*, const char* value);
} commands[] = {{"help", help},           {"status", say_status},
                {"counts", say_counts},   {"settings", say_settings},
                {"connect", connect_now}, {"disconnect", disconnect},
                {"save", save},           {"reboot", reboot},
                {"crash", crash},         {"hang", hang}};

enum { command_count = sizeof commands / sizeof commands[0] };

static void help(struct Node* node, const char* value) {
    char text[answer_size] = "OK";
    (void)value;
    for (size_t at = 0; at < command_count; at++) {
        strcat(strcat(text, " "), commands[at].name);
    }
    for (size_t at = 0; settings_name(at) != NULL; at++) {
        strcat(strcat(text, " "), settings_name(at));
    }
    answer(node, "%s", text);
}

// --- Lines --------------------------------------------------------------------------------------

static bool is_setting(const char* name) {
    for (size_t at = 0; settings_name(at) != NULL; at++) {
        if (strcmp(name, settings_name(at)) == 0) return true;
    }
    return false;
}

static void show_or_change(struct Node* node, const char* name, const char* value) {
    char shown[64] = "";
    if (value != NULL && !node_change(node, name, value)) {
        answer(node, "ERR %s cannot be '%s'", name, value);
        return;
    }
    settings_show(&node->settings, name, shown, sizeof shown);
    answer(node, "OK %s=%s", name, shown);
}

void console_obey(struct Node* node, char* line) {
    char* rest = NULL;
    const char* name = strtok_r(line, " \t", &rest);
    const char* value = strtok_r(NULL, " \t", &rest);
    if (name == NULL) return;
    for (size_t at = 0; at < command_count; at++) {
        if (strcmp(name, commands[at].name) != 0) continue;
        commands[at].run(node, value);
        return;
    }
    if (is_setting(name)) {
        show_or_change(node, name, value);
    } else {
        answer(node, "ERR unknown command '%s'; try help", name);
    }
}
