#include "scenarios/laws/device_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule device_rule_table[] = {
    {"v311/2.3.1-2", "v5/2.2.1-3", "a device's new packet has an identifier that is not in use"},
    {"v311/2.3.1-3", "v5/4.4.0-1", "a device sends a message again under its old identifier"},
    {"v311/3.3.1-1", "v5/3.3.1-1", "a device that sends a message again sets DUP"},
    {"v311/3.1.2-23", "v5/3.1.2-20", "a device lets no keep alive pass without a packet"},
    {nullptr, "v5/3.2.2-21", "a device keeps to the keep alive that the broker returned"},
    {"v311/4.5.0-2", "v5/4.5.0-2", "a device acknowledges what it gets"},
    {"v311/4.6.0-2", "v5/4.6.0-2", "a device sends PUBACKs in the order of the messages"},
    {"v311/4.6.0-3", "v5/4.6.0-3", "a device sends PUBRECs in the order of the messages"},
    {"v311/4.6.0-4", "v5/4.6.0-4", "a device sends PUBRELs in the order of the PUBRECs"},
    {nullptr, "v5/3.3.4-7", "a device has no more under way than the broker's Receive Maximum"},
    {nullptr, "v5/3.2.2-17", "a device's topic alias is at most the broker's maximum"},
    {nullptr, "v5/3.3.2-9", "a device's topic alias is one that CONNACK allowed"},
    {nullptr, "v5/3.2.2-18", "a device uses no topic alias where the broker takes none"},
    {"v311/3.1.3-7", nullptr, "a device without a client id asks for a clean session"},
    {"v311/3.14.4-2", "v5/3.14.4-1", "a device sends nothing after DISCONNECT"},
    {"v311/3.14.4-1", "v5/3.14.4-2", "a device closes its connection after DISCONNECT"},
};

static_assert(std::size(device_rule_table) ==
              static_cast<std::size_t>(DeviceRule::disconnect_closes) + 1);

}  // namespace

std::span<const Rule> device_rules() { return device_rule_table; }

}  // namespace breakwire::scenarios
