#include "scenarios/steps/make_fault.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

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

/// What the fault cannot do to a device that it names; of "*", to any that is there.
void check_fitness(const sim::Fault& fault, const Node::Entry& typed, const Cast& cast,
                   Mistakes& mistakes) {
    for (const std::string& target : fault.targets()) {
        const auto [first, last] = target == "*" ? std::pair(cast.facts.begin(), cast.facts.end())
                                                 : cast.facts.equal_range(target);
        const auto unfit = std::find_if(
            first, last, [&](const auto& each) { return !fault.unfit_for(each.second).empty(); });
        if (unfit == last) continue;  // one of many says it all
        const auto& [device, facts] = *unfit;
        mistakes.add(place_of(target, typed.value), "'" + typed.key + "' cannot act on " + device +
                                                        ", which " + fault.unfit_for(facts));
    }
}

/// The fault's settings with the bare value under its key.
Node in_full(const Node& settings, const Declaration& declared) {
    if (settings.is_mapping() || settings.is_null() || declared.shorthand.empty()) return settings;
    Node full = Node::mapping(settings.at);
    full.entries.push_back({declared.shorthand, settings.at, settings});
    return full;
}

/// A list of devices in which each fleet has given way to its devices.
Node one_by_one(const Node& devices, const Cast& cast) {
    Node out = devices;
    out.kind = Node::Kind::sequence;
    out.items.clear();
    const std::vector<Node> one{devices};
    for (const Node& item : devices.is_sequence() ? devices.items : one) {
        const Fleet* fleet = item.is_scalar() ? cast.fleet(item.text) : nullptr;
        if (fleet == nullptr) {
            out.items.push_back(item);
            continue;
        }
        for (const std::string& device : fleet->devices()) {
            out.items.push_back(Node::scalar(device, item.at));
        }
    }
    return out;
}

/// Whether this names devices of which some are a fleet.
bool names_fleets(const Node& devices, const Cast& cast) {
    const auto is_fleet = [&cast](const Node& node) {
        return node.is_scalar() && cast.fleet(node.text) != nullptr;
    };
    return is_fleet(devices) || std::any_of(devices.items.begin(), devices.items.end(), is_fleet);
}

/// The setting in which fleets are named, or nullptr.
Node::Entry* fleets_in(Node& settings, const Cast& cast) {
    for (Node::Entry& setting : settings.entries) {
        const bool devices = setting.key == "device" || setting.key == "devices";
        if (devices && names_fleets(setting.value, cast)) return &setting;
    }
    return nullptr;
}

}  // namespace

std::vector<Node> faults_of(const Node& kinds, const Cast& cast) {
    const bool one = kinds.is_mapping() && kinds.entries.size() == 1;
    const Declaration* kind = one ? cast.faults->find(kinds.entries.front().key) : nullptr;
    if (kind == nullptr) return {kinds};
    Node full = kinds;
    full.entries.front().value = in_full(full.entries.front().value, *kind);
    Node::Entry* devices = fleets_in(full.entries.front().value, cast);
    if (devices == nullptr) return {kinds};
    if (devices->key == "devices" || devices->value.is_sequence()) {
        devices->value = one_by_one(devices->value, cast);
        return {full};
    }
    const Fleet* fleet = cast.fleet(devices->value.text);
    std::vector<Node> each;
    for (std::uint32_t number = fleet->first; number < fleet->end(); ++number) {
        each.push_back(numbered(full, number));
    }
    return each;
}

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
        if (!fault->concerns_devices()) break;
        if (target != "*") cast.check(DeviceName{target, place_of(target, entry.value)}, mistakes);
    }
    if (fault->concerns_devices()) check_fitness(*fault, entry, cast, mistakes);
    return mistakes.count() == before ? std::move(fault) : nullptr;
}

std::unique_ptr<sim::Fault> make_lie(const Node& kinds, const Cast& cast, Mistakes& mistakes) {
    auto fault = make_fault(kinds, cast, mistakes);
    if (!fault || fault->sees_packets()) return fault;
    const Node::Entry& entry = kinds.entries.front();
    mistakes.add(entry.key_at, "'" + entry.key + "' cannot be a lie: it does not act on packets");
    return nullptr;
}

}  // namespace breakwire::scenarios
