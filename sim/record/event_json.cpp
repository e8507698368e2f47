#include <fmt/format.h>

#include <stdexcept>

#include "sim/mqtt/decode.hpp"
#include "sim/record/jsonl.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {

namespace {

Place place_from(const Json& json) {
    return {json.at("file").get<std::string>(), json.at("line"), json.at("column")};
}

template <class E>
E word_from(const Json& json, const char* key) {
    const std::string text = json.at(key);
    const auto value = from_word<E>(text);
    if (!value) throw std::invalid_argument(fmt::format("has an unknown {} '{}'", key, text));
    return *value;
}

Bytes octets_from(const Json& json) {
    const std::string text = json.at("hex");
    auto bytes = from_hex(text);
    if (!bytes) throw std::invalid_argument("has octets that are not hexadecimal");
    return std::move(*bytes);
}

mqtt::Version version_from(const Json& json) {
    const std::string text = json.at("version");
    for (const auto version : {mqtt::Version::v3_1_1, mqtt::Version::v5_0}) {
        if (mqtt::to_string(version) == text) return version;
    }
    throw std::invalid_argument(fmt::format("has an unknown version '{}'", text));
}

template <class Seen>
void read_wire(const Json& json, Seen& seen) {
    seen.device = json.at("device");
    seen.connection = json.at("connection");
    seen.direction = word_from<Direction>(json, "direction");
    seen.tap = word_from<Tap>(json, "tap");
}

// ---- each kind of event

void read(const Json& json, PacketSeen& packet) {
    read_wire(json, packet);
    packet.version = version_from(json);
    packet.bytes = octets_from(json);
    auto decoded = mqtt::decode(packet.bytes, packet.version);
    if (decoded) {
        packet.packet = std::make_shared<const mqtt::Packet>(std::move(*decoded));
    } else {
        packet.error = decoded.error();
    }
}

void read(const Json& json, BytesSeen& bytes) {
    read_wire(json, bytes);
    bytes.bytes = octets_from(json);
}

void read(const Json& json, ConnectionSeen& connection) {
    read_wire(json, connection);
    connection.what = word_from<Transport>(json, "what");
    connection.address = json.value("address", "");
}

void read(const Json& json, SealedSeen& sealed) {
    read_wire(json, sealed);
    sealed.bytes = octets_from(json);
}

void read(const Json& json, TlsSeen& tls) {
    tls.device = json.at("device");
    tls.connection = json.at("connection");
    tls.part = word_from<TlsPart>(json, "part");
    tls.state = word_from<TlsState>(json, "state");
    tls.detail = json.at("detail");
}

void read(const Json& json, LookupSeen& lookup) {
    lookup.device = json.at("device");
    lookup.name = json.at("name");
    lookup.result = word_from<LookupResult>(json, "result");
    lookup.address = json.value("address", "");
}

void read(const Json& json, ConsoleSeen& console) {
    console.device = json.at("device");
    console.line = json.at("line");
    console.from = word_from<ConsoleVoice>(json, "from");
    console.text = json.at("text");
}

void read(const Json& json, FaultEvent& fault) {
    fault.fault = json.at("fault");
    fault.kind = json.at("name");
    fault.target = json.at("target");
    fault.phase = word_from<Phase>(json, "phase");
    fault.detail = json.at("detail");
    fault.lie = json.at("lie");
}

void read(const Json& json, StepEvent& step) {
    step.path = json.at("path");
    step.text = json.at("text");
    step.phase = word_from<Phase>(json, "phase");
    step.at = place_from(json.at("at"));
}

void read(const Json& json, BrokerEvent& broker) {
    broker.state = word_from<BrokerState>(json, "state");
    broker.detail = json.at("detail");
}

void read(const Json& json, BrokerLog& log) { log.line = json.at("line"); }

/// JSON has no words for infinity and what is not a number; they come back as no value.
void read(const Json& json, DeviceEvent& device) {
    device.device = json.at("device");
    device.state = word_from<DeviceState>(json, "state");
    device.detail = json.at("detail");
    const auto value = json.find("value");
    if (value != json.end() && !value->is_null()) device.value = value->get<double>();
}

void read(const Json& json, CheckEvent& check) {
    check.path = json.at("path");
    check.expected = json.at("expected");
    check.seen = json.at("seen");
    check.held = json.at("held");
    check.evidence = json.at("evidence").get<std::vector<std::uint64_t>>();
    check.at = place_from(json.at("at"));
}

void read(const Json& json, Lateness& late) {
    late.p50 = Duration{json.at("p50").get<Duration::rep>()};
    late.p99 = Duration{json.at("p99").get<Duration::rep>()};
    late.max = Duration{json.at("max").get<Duration::rep>()};
}

/// An empty body of the kind at `index`.
template <std::size_t... Index>
EventBody empty_body(std::size_t index, std::index_sequence<Index...>) {
    EventBody body;
    ((index == Index ? void(body.emplace<Index>()) : void()), ...);
    return body;
}

EventBody body_from(const Json& json) {
    const std::string kind = json.at("kind");
    const auto at = std::ranges::find(event_kinds, kind);
    if (at == event_kinds.end()) throw std::invalid_argument("has an unknown kind '" + kind + "'");
    EventBody body = empty_body(static_cast<std::size_t>(at - event_kinds.begin()),
                                std::make_index_sequence<event_kinds.size()>());
    std::visit([&](auto& each) { read(json, each); }, body);
    return body;
}

}  // namespace

Event event_from_json(const Json& json) {
    try {
        const Duration since_start{json.at("t").get<Duration::rep>()};
        return {json.at("n"), Instant{since_start}, body_from(json)};
    } catch (const Json::exception& error) {
        // "[json.exception.out_of_range.403] key 'n' not found": the bracket is not for people.
        const std::string_view what = error.what();
        throw std::invalid_argument("is no event: " +
                                    std::string(what.substr(what.find("] ") + 2)));
    }
}

}  // namespace breakwire::sim
