#include "devices/device_settings.hpp"

#include <algorithm>

#include "devices/models/actuator.hpp"
#include "devices/models/gateway.hpp"
#include "devices/models/payloads/binary_payload.hpp"
#include "devices/models/sensor.hpp"
#include "sim/base/numbered.hpp"

namespace breakwire::devices {
namespace {

/// A part of the section that somebody else reads, as it was typed.
struct Unread {
    Node node;
};

}  // namespace
}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::Unread> {
    static std::string name() { return "client"; }
    static nlohmann::json schema() {
        return devices::ClientSettings::fields().declaration().schema();
    }
    static std::optional<devices::Unread> read(const Node& node, Mistakes&) {
        return devices::Unread{node};
    }
    static std::string text(const devices::Unread&) { return ""; }
};

namespace devices {
namespace {

/// The keys every device has.
struct CommonSettings {
    std::string model = "observer";
    std::optional<std::string> link;
    sim::TcpSettings tcp;
    Unread client;
    std::vector<SubscribeSettings> subscribe;

    static Fields<CommonSettings> fields() {
        return Fields<CommonSettings>("device", "a simulated device: a model with an MQTT client")
            .optional("model", &CommonSettings::model,
                      "what it does: sensor, gateway, actuator, observer")
            .optional("link", &CommonSettings::link,
                      "its access link, named under links; ideal if absent")
            .optional("tcp", &CommonSettings::tcp, "how its TCP behaves")
            .optional("client", &CommonSettings::client, "how it talks MQTT")
            .optional("subscribe", &CommonSettings::subscribe,
                      "what it subscribes to when it connects");
    }
};

std::vector<std::string> keys_of(const Node& node) {
    std::vector<std::string> keys;
    for (const Node::Entry& entry : node.entries) keys.push_back(entry.key);
    return keys;
}

/// Reads a mapping whose keys belong to `common` and to the kind that one of them names. A key that
/// neither has is reported once, with suggestions from both.
template <class Common, class Kind>
std::unique_ptr<Kind> read_both(const Node& node, const std::string Common::*kind_name,
                                const char* kind_key, const Catalog<Kind>& kinds, Common& common,
                                Mistakes& mistakes) {
    const Node* typed = node.find(kind_key);
    const std::string name = typed != nullptr ? typed->text : common.*kind_name;
    const Declaration* kind = kinds.find(name);
    // Of an unknown kind nobody can tell which keys it has.
    fields_of<Common>().read(common, node, mistakes,
                             kind != nullptr ? kind->keys() : keys_of(node));
    if (typed != nullptr && !typed->is_scalar()) return nullptr;
    return kinds.make(name, typed != nullptr ? typed->at : node.at, node, mistakes, keys_of(node));
}

std::unique_ptr<ClientStack> read_client(const Node& node, const Catalog<ClientStack>& stacks,
                                         ClientSettings& client, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    auto stack = read_both(node, &ClientSettings::stack, "stack", stacks, client, mistakes);
    if (mistakes.count() == before) stack->check(client, Places(node, mistakes));
    return stack;
}

/// A schema for each kind, with the common keys and its own.
nlohmann::json schema_of_kinds(const Declaration& common, const char* kind_key,
                               const std::string& default_kind,
                               const std::vector<Declaration>& kinds) {
    nlohmann::json any = nlohmann::json::array();
    for (const Declaration& kind : kinds) {
        Declaration both = common;
        both.help = kind.help;
        both.fields.insert(both.fields.end(), kind.fields.begin(), kind.fields.end());
        nlohmann::json schema = both.schema();
        schema["properties"][kind_key]["const"] = kind.name;
        if (kind.name != default_kind) schema["required"].push_back(kind_key);
        any.push_back(schema);
    }
    return {{"anyOf", any}};
}

}  // namespace

Fields<SubscribeSettings> SubscribeSettings::fields() {
    return Fields<SubscribeSettings>("subscribe", "a subscription made on connecting")
        .required("filter", &SubscribeSettings::filter, "the topic filter")
        .optional("qos", &SubscribeSettings::qos, "the quality of service to ask for")
        .optional("no_local", &SubscribeSettings::no_local, "not its own messages (5.0)")
        .optional("retain_as_published", &SubscribeSettings::retain_as_published,
                  "keep the retain flag as the publisher set it (5.0)")
        .optional("retain_handling", &SubscribeSettings::retain_handling,
                  "retained messages: 0 always, 1 if the subscription is new, 2 never (5.0)")
        .shorthand("filter");
}

void SubscribeSettings::validate(const Places& at) const {
    if (retain_handling > 2) at.fail("retain_handling", "is above 2");
}

mqtt::Subscription SubscribeSettings::subscription() const {
    return {filter.text(), qos, no_local, retain_as_published, retain_handling};
}

std::string DeviceSettings::word(const std::string& text, std::uint32_t number) const {
    return of_fleet ? numbered(text, number) : text;
}

std::string DeviceSettings::client_id(const std::string& device, std::uint32_t number) const {
    return client.client_id ? word(*client.client_id, number) : device;
}

std::optional<DeviceSettings> read_device(const Node& section, const Catalog<Model>& models,
                                          const Catalog<ClientStack>& stacks, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    if (!section.is_mapping()) {
        expected(section, mistakes, "a device");
        return std::nullopt;
    }
    DeviceSettings settings;
    CommonSettings common;
    settings.model = read_both(section, &CommonSettings::model, "model", models, common, mistakes);
    settings.stack = read_client(common.client.node, stacks, settings.client, mistakes);
    if (mistakes.count() != before) return std::nullopt;

    settings.model_name = common.model;
    settings.link = common.link;
    settings.tcp = common.tcp;
    if (const Node* link = section.find("link")) settings.link_at = link->at;
    settings.subscribe = std::move(common.subscribe);
    return settings;
}

std::vector<Declaration> device_declarations() {
    return {CommonSettings::fields().declaration(),    SubscribeSettings::fields().declaration(),
            sim::TcpSettings::fields().declaration(),  sim::TcpKeepAlive::fields().declaration(),
            ClientSettings::fields().declaration(),    WillSettings::fields().declaration(),
            ReconnectSettings::fields().declaration(), PublishSettings::fields().declaration(),
            BinaryField::fields().declaration(),       BatterySettings::fields().declaration(),
            SleepSettings::fields().declaration(),     CommandSettings::fields().declaration(),
            StateSettings::fields().declaration(),     SensorsSection::fields().declaration(),
            GatewayBuffer::fields().declaration(),     TlsClientSettings::fields().declaration()};
}

std::vector<std::string> filled_in_words() {
    std::vector<std::string> words = measurement_words();
    words.insert(words.end(), {"value", "sensor", "i", "host", "port", "client_id", "user",
                               "password", "keep_alive", "mqtt", "ca", "certificate", "key"});
    return words;
}

nlohmann::json device_schema(const Catalog<Model>& models, const Catalog<ClientStack>& stacks) {
    Declaration device = CommonSettings::fields().declaration();
    for (FieldInfo& field : device.fields) {
        if (field.key != "client") continue;
        field.schema = LazySchema(schema_of_kinds(ClientSettings::fields().declaration(), "stack",
                                                  ClientSettings{}.stack, stacks.declarations()));
    }
    return schema_of_kinds(device, "model", CommonSettings{}.model, models.declarations());
}

}  // namespace devices
}  // namespace breakwire
