#include "scenarios/steps/fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace breakwire::scenarios {

namespace {

FieldInfo kind_info() {
    return {"KIND",
            "one fault, such as {rst: {device: thermometer}}",
            "settings of the fault",
            "",
            true,
            {{"$ref", "#/$defs/faults"}}};
}

/// Where the device `name` was typed inside `node`; the node itself if it was not.
Place place_of(const std::string& name, const Node& node) {
    const auto found = [&node](const Place& at) { return at != node.at; };
    if (node.is_scalar() && node.text == name) return node.at;
    for (const Node& item : node.items) {
        if (item.is_scalar() && item.text == name) return item.at;
    }
    for (const Node::Entry& entry : node.entries) {
        if (entry.value.is_scalar() && entry.value.text == name) return entry.value.at;
        Place deeper = place_of(name, entry.value);
        if (entry.value.is_sequence() && found(deeper)) return deeper;
    }
    return node.at;
}

/// Taken before the fault is handed over: a step is asked for its text at its end as well.
std::string words(const std::string& kind, const sim::Fault& fault,
                  const std::optional<Duration>& lasts) {
    std::string out = fmt::format("{} {}", kind, fmt::join(fault.targets(), ", "));
    if (lasts) out += " for " + to_string(*lasts);
    return out;
}

void check_duration(const sim::Fault* fault, const std::optional<Duration>& lasts,
                    const Node& settings, Mistakes& mistakes) {
    if (fault == nullptr || !fault->momentary() || !lasts) return;
    Places(settings, mistakes).fail("for", "makes no sense: the fault is over at once");
}

void install(Stage& stage, const std::string& kind, std::unique_ptr<sim::Fault> fault,
             const std::optional<Duration>& lasts, bool lie) {
    const std::uint64_t number = stage.faults().install(kind, std::move(fault), lie);
    if (!lasts) return;
    stage.timers().after(*lasts, [&stage, number] { stage.faults().remove(number); });
}

}  // namespace

std::unique_ptr<sim::Fault> make_fault(const Node& kinds, const Cast& cast, Mistakes& mistakes) {
    if (kinds.is_null()) return nullptr;  // could not be read, which has been said
    if (!kinds.is_mapping() || kinds.entries.size() != 1) {
        expected(kinds, mistakes, "one fault" + suggestion("", cast.faults->names()));
        return nullptr;
    }
    const Node::Entry& entry = kinds.entries.front();
    const std::size_t before = mistakes.count();
    auto fault = cast.faults->make(entry.key, entry.key_at, entry.value, mistakes);
    if (!fault) return nullptr;
    for (const std::string& target : fault->targets()) {
        if (target != "*") cast.check({target, place_of(target, entry.value)}, mistakes);
    }
    return mistakes.count() == before ? std::move(fault) : nullptr;
}

std::unique_ptr<sim::Fault> make_lie(const Node& kinds, const Cast& cast, Mistakes& mistakes) {
    auto fault = make_fault(kinds, cast, mistakes);
    if (!fault || fault->sees_packets()) return fault;
    const Node::Entry& entry = kinds.entries.front();
    mistakes.add(entry.key_at, "'" + entry.key + "' cannot be a lie: it does not act on packets");
    return nullptr;
}

OpenFields<FaultStep> FaultStep::fields() {
    return {Fields<FaultStep>("fault", "breaks the wire; `breakwire explain` lists the faults")
                .optional("for", &FaultStep::for_, "heals by itself after this")
                .example("fault: {link_down: {device: thermometer}, for: 5s}"),
            kind_info(), &FaultStep::kinds_};
}

void FaultStep::settle(const Node& settings, const Cast& cast, Mistakes& mistakes) {
    fault_ = make_fault(kinds_, cast, mistakes);
    if (fault_) {
        kind_ = kinds_.entries.front().key;
        words_ = words(kind_, *fault_, for_);
    }
    check_duration(fault_.get(), for_, settings, mistakes);
}

void FaultStep::begin(Stage& stage, Done done) {
    install(stage, kind_, std::move(fault_), for_, false);
    done({});
}

OpenFields<Lie> Lie::fields() {
    return {Fields<Lie>("lie", "makes the broker lie: a fault between its wire tap and itself")
                .optional("for", &Lie::for_, "ends by itself after this")
                .example("lie: {packet_drop: {device: dashboard, match: {type: publish}}}"),
            kind_info(), &Lie::kinds_};
}

void Lie::settle(const Node& settings, const Cast& cast, Mistakes& mistakes) {
    fault_ = make_lie(kinds_, cast, mistakes);
    if (fault_) {
        kind_ = kinds_.entries.front().key;
        words_ = words(kind_, *fault_, for_);
    }
    check_duration(fault_.get(), for_, settings, mistakes);
}

void Lie::begin(Stage& stage, Done done) {
    install(stage, kind_, std::move(fault_), for_, true);
    done({});
}

}  // namespace breakwire::scenarios
