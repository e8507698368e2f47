#ifndef BREAKWIRE_FIRMWARE_NODE_H
#define BREAKWIRE_FIRMWARE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/firmware/core/mqtt_client.h"
#include "devices/firmware/core/settings.h"

/// A sensor node: measures, publishes, obeys. It knows no hardware, so that the same source runs on
/// the board, as a process, and in unit tests.
///
///   node/ID/telemetry   {"seq":7,"t":21.30} each `interval`, at `qos`
///   node/ID/state       online, retained; its will says offline
///   node/ID/command     what it obeys: `interval MS`, `qos N`, `reboot`; never if retained

enum ResetCause { reset_power, reset_soft, reset_fault, reset_watchdog, reset_pin };

/// What the node wants of the hardware it runs on. `print` writes to the console, with LF at the
/// end of a line. `reset` ends this life of the node; where it returns (a process, a test), the
/// node does nothing more. `keep` makes settings outlive a reset, `save` a power cut; `save` is
/// false if the flash did not take them.
struct Board {
    void* owner;
    const char* name;
    void (*print)(void* owner, const char* text);
    void (*reset)(void* owner, enum ResetCause cause);
    void (*crash)(void* owner);
    void (*hang)(void* owner);
    void (*keep)(void* owner, const struct Settings* settings);
    bool (*save)(void* owner, const struct Settings* settings);
};

/// How a life of the node begins. `settings_known` is false on a board that nobody has told who it
/// is: it waits for `connect` on its console.
struct Boot {
    uint32_t count;
    enum ResetCause cause;
    bool settings_known;
    uint32_t seed;  ///< of its luck; should differ from board to board
};

enum { node_line_size = 96 };

struct Node {
    struct Board board;
    struct Boot boot;
    struct Settings settings;
    struct MqttClient client;
    char line[node_line_size];  ///< what has been typed so far
    size_t line_used;
    uint32_t now_ms;  ///< as the last call said
    uint32_t booted_ms;
    uint32_t reading_ms;  ///< when the last reading was taken
    uint32_t sequence;
    uint32_t reboot_ms;  ///< when it was told to
    bool measuring;      ///< from the first connection on
    bool owes_state;     ///< "online" is still to be published
    bool rebooting;
    bool over;
};

/// Prints the boot line and, if the settings are known, begins to connect.
void node_boot(struct Node* node, const struct Board* board, const struct MqttWire* wire,
               const struct Settings* settings, const struct Boot* boot, uint32_t now_ms);

/// An octet from the console. A line ends with CR, LF or both.
void node_type(struct Node* node, char octet, uint32_t now_ms);

/// What the wire has to tell, in answer to its `open` and afterwards: see `MqttWire`.
void node_opened(struct Node* node, uint32_t now_ms);
void node_closed(struct Node* node, const char* why, uint32_t now_ms);
void node_receive(struct Node* node, const uint8_t* data, size_t size, uint32_t now_ms);

/// To be called when `node_next_ms` is over; oftener does no harm.
void node_tick(struct Node* node, uint32_t now_ms);
uint32_t node_next_ms(const struct Node* node, uint32_t now_ms);

/// Says DISCONNECT and stays off, as on an orderly power-down.
void node_stop(struct Node* node, uint32_t now_ms);

/// Changes a setting and puts it into force, which may take a new connection. False if there is no
/// such setting, or the value is out of range.
bool node_change(struct Node* node, const char* name, const char* value);

/// Says DISCONNECT, gives it time to leave, then restarts.
void node_reboot(struct Node* node);

/// Writes a line to the console with time, level and source, in printf's way.
void node_log(struct Node* node, char level, const char* source, const char* format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
