#include "scenarios/captures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "sim/base/suggest.hpp"

namespace breakwire::scenarios {

namespace {

using Parts = std::map<std::string, std::string>;

/// The part that "{name}" alone stands for.
constexpr const char* itself = "";

const std::regex& reference() {
    static const std::regex made("\\{([a-z][a-z0-9_]*)(?:\\.([A-Za-z0-9_.-]+))?\\}");
    return made;
}

std::string reason_text(std::uint8_t reason) { return fmt::format("0x{:02x}", reason); }

template <class T>
std::string number(T value) {
    return std::to_string(static_cast<unsigned>(value));
}

void add_parts(const mqtt::Publish& publish, Parts& parts) {
    parts["topic"] = publish.topic;
    parts["payload"] = to_text(publish.payload);
    parts["qos"] = number(publish.qos);
    parts["retain"] = publish.retain ? "true" : "false";
    parts["packet_id"] = number(publish.packet_id);
    parts[itself] = parts["payload"];
}

void add_parts(const mqtt::Connack& connack, Parts& parts) {
    parts["reason"] = reason_text(connack.reason);
    parts["session_present"] = connack.session_present ? "true" : "false";
    const auto assigned =
        connack.properties.get<std::string>(mqtt::PropertyId::assigned_client_identifier);
    if (!assigned) return;
    parts["client_id"] = *assigned;
    parts[itself] = *assigned;
}

void add_parts(const mqtt::Disconnect& disconnect, Parts& parts) {
    parts["reason"] = reason_text(disconnect.reason);
    parts[itself] = parts["reason"];
}

/// SUBACK and UNSUBACK: the first of their reasons.
template <class T>
requires requires(const T& packet) { packet.reasons; }
void add_parts(const T& packet, Parts& parts) {
    parts["packet_id"] = number(packet.packet_id);
    if (!packet.reasons.empty()) parts["reason"] = reason_text(packet.reasons.front());
    parts[itself] = parts["packet_id"];
}

/// PUBACK, PUBREC, PUBREL, PUBCOMP.
template <class T>
requires(requires(const T& packet) {
    packet.packet_id;
    packet.reason;
}) void add_parts(const T& packet, Parts& parts) {
    parts["packet_id"] = number(packet.packet_id);
    parts["reason"] = reason_text(packet.reason);
    parts[itself] = parts["packet_id"];
}

/// Packets that no expectation is met by.
void add_parts(const auto&, Parts&) {}

void add_parts(const sim::PacketSeen& seen, Parts& parts) {
    parts["device"] = seen.device;
    if (seen.packet) {
        std::visit([&parts](const auto& packet) { add_parts(packet, parts); }, *seen.packet);
    }
}

/// A field of a JSON document by its way there, "a.b.0"; nothing if it is not there.
std::optional<std::string> json_field(const std::string& document, const std::string& way) {
    nlohmann::json at = nlohmann::json::parse(document, nullptr, false);
    if (at.is_discarded()) return std::nullopt;
    std::string pointer = '/' + way;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    const nlohmann::json::json_pointer where(pointer);
    if (!at.contains(where)) return std::nullopt;
    const nlohmann::json& found = at.at(where);
    return found.is_string() ? found.get<std::string>() : found.dump();
}

}  // namespace

void Captures::keep(const std::string& name, const sim::Event& event) {
    Parts parts;
    parts["at"] =
        fmt::format("{:.3f}", std::chrono::duration<double>(event.at.time_since_epoch()).count());
    if (const auto* seen = event.as<sim::PacketSeen>()) add_parts(*seen, parts);
    if (const auto* said = event.as<sim::DeviceEvent>()) {
        parts["device"] = said->device;
        parts[itself] = said->detail;
    }
    kept_[name] = std::move(parts);
}

std::optional<std::string> Captures::find(const std::string& name, const std::string& part,
                                          std::string& problem) const {
    const auto kept = kept_.find(name);
    if (kept == kept_.end()) {
        problem = "nothing is kept as '" + name + "' yet";
        return std::nullopt;
    }
    const Parts& parts = kept->second;
    const auto found = parts.find(part);
    if (found != parts.end()) return found->second;
    const auto payload = parts.find("payload");
    if (part.starts_with("json.") && payload != parts.end()) {
        if (auto field = json_field(payload->second, part.substr(5))) return field;
        problem = "the payload kept as '" + name + "' is no JSON with " + part.substr(5);
        return std::nullopt;
    }
    std::vector<std::string> known;
    for (const auto& [each, _] : parts) {
        if (!each.empty()) known.push_back(each);
    }
    problem = "what is kept as '" + name + "' has " +
              (part.empty() ? "no value of its own" : "no " + part) + suggestion(part, known);
    return std::nullopt;
}

std::optional<std::string> Captures::fill(const std::string& text,
                                          const std::set<std::string>& names,
                                          std::string& problem) const {
    std::string out;
    auto rest = text.begin();
    for (std::sregex_iterator at(text.begin(), text.end(), reference()), end; at != end; ++at) {
        if (!names.contains((*at)[1])) continue;
        const auto value = find((*at)[1], (*at)[2], problem);
        if (!value) return std::nullopt;
        out.append(rest, (*at)[0].first);
        out += *value;
        rest = (*at)[0].second;
    }
    return out.append(rest, text.end());
}

std::vector<Reference> references_in(const std::string& text) {
    std::vector<Reference> out;
    for (std::sregex_iterator at(text.begin(), text.end(), reference()), end; at != end; ++at) {
        out.push_back({(*at)[1], (*at)[2]});
    }
    return out;
}

Declaration captures_declaration() {
    const auto part = [](const char* key, const char* help) {
        return FieldInfo{key, help, "text", "", false, {}};
    };
    return {"as",
            "beside the settings of any check of an expect: keeps what met it, for later steps",
            {part("{NAME}",
                  "a payload, the client id that a CONNACK assigns, a printed line, a "
                  "reason, a packet id"),
             part("{NAME.json.a.b}", "a field of a JSON payload"),
             part("{NAME.topic}", "and payload, qos, retain, packet_id: of a PUBLISH"),
             part("{NAME.reason}", "of an acknowledgement, CONNACK or DISCONNECT: 0x87"),
             part("{NAME.packet_id}", "of an acknowledgement"),
             part("{NAME.client_id}", "and session_present: of a CONNACK"),
             part("{NAME.device}", "who it is about"),
             part("{NAME.at}", "when it happened, in simulated seconds")},
            "",
            "expect: {dashboard: {receives: {topic: plant/1/set, as: order}}, within: 5s}"};
}

}  // namespace breakwire::scenarios
