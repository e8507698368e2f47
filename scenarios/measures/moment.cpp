#include "scenarios/measures/moment.hpp"

namespace breakwire::scenarios {

bool Moment::is_fault() const {
    const std::string& key = typed_.entries.front().key;
    return key == "fault" || key == "healed";
}

void Moment::settle(const Cast& cast, Mistakes& mistakes) {
    if (typed_.entries.empty()) return;  // it could not be read, which has been said
    if (!is_fault()) {
        checks_ = make_watched(typed_, cast, mistakes);
        return;
    }
    const Node& kind = typed_.entries.front().value;
    if (!kind.is_scalar()) return expected(kind, mistakes, "a kind of fault");
    if (cast.faults->find(kind.text) != nullptr) return;
    mistakes.add(kind.at,
                 "unknown fault '" + kind.text + "'" + suggestion(kind.text, cast.faults->names()));
}

std::optional<std::string> Moment::see(const sim::Event& event) {
    if (!is_fault()) {
        const std::string* device = matched(checks_, event);
        return device != nullptr ? std::optional(*device) : std::nullopt;
    }
    const Node::Entry& typed = typed_.entries.front();
    const auto* fault = event.as<sim::FaultEvent>();
    const sim::Phase phase = typed.key == "fault" ? sim::Phase::begin : sim::Phase::end;
    const bool ours =
        fault != nullptr && !fault->lie && fault->phase == phase && fault->kind == typed.value.text;
    return ours ? std::optional<std::string>("") : std::nullopt;
}

std::string Moment::about() const { return is_fault() ? "" : typed_.entries.front().key; }

}  // namespace breakwire::scenarios

namespace breakwire {

nlohmann::json ValueType<scenarios::Moment>::schema() {
    const nlohmann::json kind = {{"type", "string"}};
    return {{"type", "object"},
            {"properties", {{"fault", kind}, {"healed", kind}}},
            {"additionalProperties", {{"$ref", "#/$defs/checks"}}},
            {"minProperties", 1},
            {"maxProperties", 1}};
}

std::optional<scenarios::Moment> ValueType<scenarios::Moment>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    if (node.is_mapping() && node.entries.size() == 1) return scenarios::Moment(node);
    expected(node, mistakes, "one of {fault: KIND}, {healed: KIND} and {DEVICE: CHECK}");
    return std::nullopt;
}

}  // namespace breakwire
