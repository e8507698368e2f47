#include "scenarios/steps/fault.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "scenarios/steps/make_fault.hpp"

namespace breakwire::scenarios {

namespace {

using MakeFault = std::unique_ptr<sim::Fault> (*)(const Node&, const Cast&, Mistakes&);

FieldInfo kind_info() {
    return {
        "KIND", "one fault, such as {rst: {device: thermometer}}",     "settings of the fault", "",
        true,   LazySchema(nlohmann::json{{"$ref", "#/$defs/faults"}})};
}

/// The devices as they were typed, fleets by their names, if that can be read.
std::vector<std::string> typed_devices(const Node::Entry& typed, const Cast& cast,
                                       const sim::Fault& first) {
    Mistakes unreadable;
    const auto fault = cast.faults->make(typed.key, typed.key_at, typed.value, unreadable);
    return fault ? fault->targets() : first.targets();
}

/// The text is taken before the faults are handed over: a step is asked for it at its end as well.
FaultSet make_set(const Node& kinds, const std::optional<Duration>& lasts, const Cast& cast,
                  MakeFault make, Mistakes& mistakes) {
    FaultSet set;
    for (const Node& one : faults_of(kinds, cast)) {
        auto fault = make(one, cast, mistakes);
        if (!fault) return {};
        set.faults.push_back(std::move(fault));
    }
    const Node::Entry& typed = kinds.entries.front();
    const auto devices = typed_devices(typed, cast, *set.faults.front());
    set.kind = typed.key;
    set.of_a_fleet = devices.size() == 1 && cast.fleet(devices.front()) != nullptr &&
                     set.faults.front()->targets().size() == 1;
    set.text = fmt::format("{} {}", set.kind, fmt::join(devices, ", "));
    if (lasts) set.text += " for " + to_string(*lasts);
    return set;
}

void check_duration(const FaultSet& set, const std::optional<Duration>& lasts, const Node& settings,
                    Mistakes& mistakes) {
    if (set.faults.empty() || !set.faults.front()->momentary() || !lasts) return;
    Places(settings, mistakes).fail("for", "makes no sense: the fault is over at once");
}

void install(Stage& stage, FaultSet& set, const std::optional<Duration>& lasts, bool lie) {
    for (auto& fault : set.faults) {
        const std::uint64_t number = stage.faults().install(set.kind, std::move(fault), lie);
        if (!lasts) continue;
        stage.timers().after(*lasts, [&stage, number] { stage.faults().remove(number); });
    }
}

}  // namespace

OpenFields<FaultStep> FaultStep::fields() {
    return {Fields<FaultStep>("fault", "breaks the wire; `breakwire explain` lists the faults")
                .optional("for", &FaultStep::for_, "heals by itself after this")
                .optional("share", &FaultStep::share_,
                          "concerns only so many devices of a fleet, such as 30%, which the seed "
                          "draws")
                .example("fault: {link_down: {device: thermometer}, for: 5s}"),
            kind_info(), &FaultStep::kinds_};
}

void FaultStep::settle(const Node& settings, const Cast& cast, Mistakes& mistakes) {
    set_ = make_set(kinds_, for_, cast, make_fault, mistakes);
    check_duration(set_, for_, settings, mistakes);
    if (!share_ || set_.faults.empty()) return;
    const Places places(settings, mistakes);
    if (share_->percent <= 0) places.fail("share", "is nobody");
    if (!set_.of_a_fleet) {
        places.fail("share", "is for a fault on each device of a fleet: {device: \"NAME_{n}\"}");
    }
    set_.text += ", " + to_string(*share_) + " of them";
}

/// Whoever stands first when the devices are lined up by luck; at least one.
void FaultStep::keep_a_share(const Luck& luck, Instant now) {
    const auto wanted = std::ceil(share_->of_one() * static_cast<double>(set_.faults.size()));
    const auto ordinal = static_cast<std::uint64_t>(now.time_since_epoch().count());
    std::vector<std::pair<std::uint64_t, std::size_t>> line;
    for (std::size_t i = 0; i < set_.faults.size(); ++i) {
        line.emplace_back(luck.bits(set_.faults[i]->targets().front(), ordinal), i);
    }
    std::sort(line.begin(), line.end());
    line.resize(std::max<std::size_t>(1, static_cast<std::size_t>(wanted)));
    std::vector<std::unique_ptr<sim::Fault>> kept;
    for (const auto& [_, index] : line) kept.push_back(std::move(set_.faults[index]));
    set_.faults = std::move(kept);
}

void FaultStep::begin(Stage& stage, Done done) {
    if (share_) keep_a_share(stage.luck().of("share").of(set_.kind), stage.timers().now());
    install(stage, set_, for_, false);
    done({});
}

OpenFields<Lie> Lie::fields() {
    return {Fields<Lie>("lie", "makes the broker lie: a fault between its wire tap and itself")
                .optional("for", &Lie::for_, "ends by itself after this")
                .example("lie: {packet_drop: {device: dashboard, match: {type: publish}}}"),
            kind_info(), &Lie::kinds_};
}

void Lie::settle(const Node& settings, const Cast& cast, Mistakes& mistakes) {
    set_ = make_set(kinds_, for_, cast, make_lie, mistakes);
    check_duration(set_, for_, settings, mistakes);
}

void Lie::begin(Stage& stage, Done done) {
    install(stage, set_, for_, true);
    done({});
}

}  // namespace breakwire::scenarios
