#include "scenarios/abilities.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const Declaration& each : known_abilities()) out.push_back(each.name);
    return out;
}

std::string list(const std::vector<Ability>& abilities) {
    std::string out;
    for (const Ability& each : abilities) out += (out.empty() ? "" : ", ") + each.name;
    return out;
}

}  // namespace

const std::vector<Declaration>& known_abilities() {
    static const std::vector<Declaration> abilities{
        {"acl_pattern", "%c and %u in the topics of its access rules", {}},
        {"acl_read", "it can be told who may read what", {}},
        {"acl_write", "it can be told who may write what", {}},
        {"crash_persistence", "what it has saved survives its sudden death", {}},
        {"mqtt3", "it speaks MQTT 3.1.1", {}},
        {"mqtt5", "it speaks MQTT 5.0", {}},
        {"pause", "its process can be stopped and continued", {}},
        {"persistence", "sessions and retained messages survive an orderly restart", {}},
        {"qos2", "it delivers at quality of service 2", {}},
        {"reload_acl", "access rules can change while it runs", {}},
        {"save", "it can be told to save what it knows now", {}},
        {"tls", "it can be reached over TLS", {}},
        {"tls_identity", "it can take a client certificate's name for the user", {}},
        {"users", "it can be told users and their passwords", {}},
        {"virtual_time", "it can be led in lock-step, so that nothing waits", {}},
        {"websocket", "it can be reached through a WebSocket", {}}};
    return abilities;
}

Fields<Condition> Condition::fields() {
    return Fields<Condition>("if", "beside a step's verb: whether the step is taken")
        .optional("broker", &Condition::broker, "only if the broker has all of these abilities")
        .optional("broker_lacks", &Condition::broker_lacks, "only if it has none of these")
        .example("{if: {broker: reload_acl}, broker: reload}");
}

void Condition::validate(const Places& at) const {
    if (broker.empty() && broker_lacks.empty())
        at.fail("broker", "or broker_lacks has to be there");
    for (const Ability& each : broker) {
        const auto same = [&each](const Ability& other) { return other.name == each.name; };
        if (std::any_of(broker_lacks.begin(), broker_lacks.end(), same)) {
            at.fail("broker_lacks", "names '" + each.name + "', which broker names too");
        }
    }
}

std::string Condition::obstacle(const std::set<std::string>& abilities) const {
    for (const Ability& each : broker) {
        if (!abilities.contains(each.name)) return "the broker lacks " + each.name;
    }
    for (const Ability& each : broker_lacks) {
        if (abilities.contains(each.name)) return "the broker has " + each.name;
    }
    return "";
}

std::string Condition::text() const {
    if (broker.empty()) return "the broker lacks " + list(broker_lacks);
    return "the broker has " + list(broker) +
           (broker_lacks.empty() ? "" : ", and not " + list(broker_lacks));
}

}  // namespace breakwire::scenarios

namespace breakwire {

using scenarios::Ability;

nlohmann::json ValueType<Ability>::schema() { return {{"enum", scenarios::names()}}; }

std::optional<Ability> ValueType<Ability>::read(const Node& node, Mistakes& mistakes) {
    const std::vector<std::string> known = scenarios::names();
    const bool there = std::find(known.begin(), known.end(), node.text) != known.end();
    if (node.is_scalar() && there) return Ability{node.text};
    if (node.is_scalar()) {
        mistakes.add(node.at, "unknown ability '" + node.text + "'" + suggestion(node.text, known));
    } else {
        expected(node, mistakes, "the name of an ability");
    }
    return std::nullopt;
}

}  // namespace breakwire
