#ifndef BREAKWIRE_FIRMWARE_SETTINGS_H
#define BREAKWIRE_FIRMWARE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What makes one node differ from the next: a page of flash, written by the factory and by `save`.

/// Mistakes that a node makes on purpose when it is told to, so that whoever tests with it can see
/// that they are noticed. Bits of `Settings.flaws`.
enum Flaw {
    flaw_no_resubscribe = 1,  ///< never subscribes a second time, whatever the broker has forgotten
    flaw_no_backoff = 2,      ///< tries again at once
    flaw_no_dup = 4,          ///< sends again without the mark that says so
    flaw_no_keep_alive = 8,   ///< never sends PINGREQ
    flaw_hasty = 16,          ///< publishes before CONNACK
    flaw_new_id = 32,         ///< sends again under another packet identifier
    flaw_always_subscribes = 64,
    flaw_retained_commands = 128  ///< obeys what was retained, again at each subscription
};

struct Settings {
    uint32_t magic;  ///< with the layout's version; another one means: no settings here
    uint32_t interval_ms;
    uint32_t address;  ///< last three octets of the Ethernet address
    uint16_t keep_alive_s;
    uint16_t broker_port;
    uint8_t qos;    ///< of readings, 0 or 1
    uint8_t clean;  ///< clean session, 0 or 1
    uint16_t flaws;
    char id[24];
    char broker[32];  ///< address of the broker, for boards with a network of their own
    char user[24];
    char password[24];
    uint32_t check;  ///< CRC-32 of everything before it
};

void settings_defaults(struct Settings* settings);

/// Brings `check` up to date.
void settings_seal(struct Settings* settings);

/// Whether the page holds settings of this layout, undamaged.
bool settings_valid(const struct Settings* settings);

/// Changes one setting by its name: id, interval (ms), keepalive (s), qos, clean, broker
/// (ADDRESS:PORT), user, password, flaw (a name, or none). False if there is no such setting, or
/// the value is out of range.
bool settings_set(struct Settings* settings, const char* name, const char* value);

/// Writes the value that `settings_set` would take; cut off if it does not fit.
void settings_show(const struct Settings* settings, const char* name, char* out, size_t room);

/// The name of the setting at a place, for lists; null past the last.
const char* settings_name(size_t at);

#endif
