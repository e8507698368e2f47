#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/client.hpp"
#include "devices/world.hpp"
#include "sim/base/catalog.hpp"
#include "sim/base/luck.hpp"

namespace breakwire::devices {

/// Who a client says it is in its CONNECT, with everything a scenario leaves open filled in.
struct ClientIdentity {
    std::string client_id;
    std::optional<std::string> user;
    std::optional<std::string> password;
    mqtt::Version version = mqtt::Version::v3_1_1;
};

/// The device a client is made for. What is referred to outlives the client, but for the address.
struct StackContext {
    World& world;
    const std::string& device;   ///< its role, as the network knows it
    const std::string& address;  ///< its IPv4 address in 127.0.0.0/8; to be copied
    Luck luck;                   ///< the device's own
};

/// A program that a client is, and how to find out whether it is there.
struct ProgramNeed {
    std::string program;             ///< a name to be searched for, or a path
    std::vector<std::string> probe;  ///< a command that succeeds where it is; empty: none needed
};

/// A kind of MQTT client library: makes the clients of devices that ask for it by name.
///
/// Its `fields()` are the keys it adds to `client:`; it is filled from there and lives as long as
/// the device's settings, which outlive every client made of it.
class ClientStack {
public:
    virtual ~ClientStack() = default;

    /// Adds a mistake for each setting this stack cannot honour.
    virtual void check(const ClientSettings&, const Places&) const {}

    /// What must be installed; nothing where the client is part of this program.
    virtual std::optional<ProgramNeed> need() const { return std::nullopt; }

    /// Why its clients cannot be led in lock-step, "paho has threads..."; nothing where they can.
    virtual std::string why_not_led() const { return ""; }

    /// `settings` and `events` must outlive the client.
    virtual std::unique_ptr<Client> make(const StackContext& context,
                                         const ClientSettings& settings,
                                         const ClientIdentity& identity,
                                         ClientEvents& events) const = 0;
};

/// The table of all client stacks.
void add_builtin_stacks(Catalog<ClientStack>& stacks);

}  // namespace breakwire::devices
