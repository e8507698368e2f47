#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "devices/client_settings.hpp"
#include "devices/models/model.hpp"
#include "devices/stacks/stack.hpp"
#include "sim/net/tcp_settings.hpp"

namespace breakwire::devices {

/// An entry of a device's `subscribe:`.
struct SubscribeSettings {
    TopicFilter filter;
    mqtt::Qos qos{};
    bool no_local = false;             ///< 5.0 only
    bool retain_as_published = false;  ///< 5.0 only
    std::uint8_t retain_handling = 0;  ///< 5.0 only; 0 always, 1 if new, 2 never

    static Fields<SubscribeSettings> fields();
    void validate(const Places& at) const;
    mqtt::Subscription subscription() const;
};

/// A device's section of a scenario, read and checked. Immutable; devices that differ by name alone
/// may share one.
struct DeviceSettings {
    std::string model_name;
    std::unique_ptr<const Model> model;
    std::optional<std::string> link;  ///< names an entry of `links:`
    Place link_at;                    ///< where it was typed; whoever knows the links checks it
    sim::TcpSettings tcp;
    ClientSettings client;
    std::unique_ptr<const ClientStack> stack;
    std::vector<SubscribeSettings> subscribe;
    bool of_fleet = false;  ///< shared by a fleet: some words hold {n} for the device's number

    /// A word of these settings as the device `number` of its fleet says it.
    std::string word(const std::string& text, std::uint32_t number) const;
    /// The client identifier of `device`, which is `number` of its fleet.
    std::string client_id(const std::string& device, std::uint32_t number) const;
};

/// Reads the section of one device. Nothing if there was a mistake; all are in `mistakes`.
std::optional<DeviceSettings> read_device(const Node& section, const Catalog<Model>& models,
                                          const Catalog<ClientStack>& stacks, Mistakes& mistakes);

/// The keys that every device has, for `explain`: the device, its `client`, `will`, `reconnect` and
/// `subscribe`. The catalogs declare what models and stacks add.
std::vector<Declaration> device_declarations();

/// The words that devices fill in where they stand between braces: {value}, {host}.
std::vector<std::string> filled_in_words();

/// JSON Schema (draft 2020-12) of a device's section.
nlohmann::json device_schema(const Catalog<Model>& models, const Catalog<ClientStack>& stacks);

}  // namespace breakwire::devices
