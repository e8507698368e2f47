#include "sim/mqtt/differential/packet_json.hpp"

#include "sim/mqtt/property_table.hpp"

namespace breakwire::mqtt {
namespace {

using Json = nlohmann::json;

Json json_of(const PropertyValue& value) {
    return std::visit(
        [](const auto& held) -> Json {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Bytes>) {
                return to_hex(held);
            } else if constexpr (std::is_same_v<Held, StringPair>) {
                return Json::array({held.name, held.value});
            } else {
                return held;
            }
        },
        value);
}

void put_properties(Json& out, const Properties& properties) {
    for (const Property& each : properties) {
        out["properties"][std::string(name(each.id))].push_back(json_of(each.value));
    }
}

Json json_of(const Will& will) {
    Json out{{"topic", will.topic},
             {"payload", to_hex(will.payload)},
             {"qos", static_cast<int>(will.qos)},
             {"retain", will.retain}};
    put_properties(out, will.properties);
    return out;
}

Json json_of(const Subscription& wanted, Version version) {
    Json out{{"filter", wanted.filter}, {"qos", static_cast<int>(wanted.qos)}};
    if (version == Version::v3_1_1) return out;
    out["no_local"] = wanted.no_local;
    out["retain_as_published"] = wanted.retain_as_published;
    out["retain_handling"] = wanted.retain_handling;
    return out;
}

void put_body(Json& out, const Connect& connect, Version) {
    out["version"] = static_cast<int>(connect.version);
    out["clean_start"] = connect.clean_start;
    out["keep_alive"] = connect.keep_alive;
    out["client_id"] = connect.client_id;
    if (connect.will) out["will"] = json_of(*connect.will);
    if (connect.user_name) out["user_name"] = *connect.user_name;
    if (connect.password) out["password"] = to_hex(*connect.password);
}

void put_body(Json& out, const Publish& publish, Version) {
    out["dup"] = publish.dup;
    out["qos"] = static_cast<int>(publish.qos);
    out["retain"] = publish.retain;
    out["topic"] = publish.topic;
    out["payload"] = to_hex(publish.payload);
    if (publish.qos != Qos::at_most_once) out["packet_id"] = publish.packet_id;
}

void put_body(Json& out, const Connack& connack, Version) {
    out["session_present"] = connack.session_present;
    out["reason"] = connack.reason;
}

/// The others have some of these members.
template <class Body>
void put_body(Json& out, const Body& body, Version version) {
    const bool is_5 = version == Version::v5_0;
    if constexpr (requires { body.packet_id; }) out["packet_id"] = body.packet_id;
    if constexpr (requires { body.reason; }) {
        if (is_5) out["reason"] = body.reason;
    }
    if constexpr (requires { body.reasons; }) {
        if (is_5 || std::is_same_v<Body, Suback>) out["reasons"] = body.reasons;
    }
    if constexpr (requires { body.filters; }) out["filters"] = body.filters;
    if constexpr (requires { body.subscriptions; }) {
        for (const Subscription& each : body.subscriptions) {
            out["subscriptions"].push_back(json_of(each, version));
        }
    }
}

}  // namespace

nlohmann::json to_json(const Packet& packet, Version version) {
    Json out{{"type", std::string(name(type_of(packet)))}};
    std::visit(
        [&](const auto& body) {
            put_body(out, body, version);
            if constexpr (requires { body.properties; }) put_properties(out, body.properties);
        },
        packet);
    return out;
}

}  // namespace breakwire::mqtt
