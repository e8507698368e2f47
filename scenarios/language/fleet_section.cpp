#include "scenarios/language/fleet_section.hpp"

#include <unordered_map>

namespace breakwire::scenarios {

namespace {

/// Reads `count` out of a section and takes it away; nothing if there is none.
std::optional<FleetSection> take_fleet(Node& section, Mistakes& mistakes) {
    Node own = Node::mapping(section.at);
    const auto counts = [](const Node::Entry& entry) { return entry.key == "count"; };
    std::copy_if(section.entries.begin(), section.entries.end(), std::back_inserter(own.entries),
                 counts);
    std::erase_if(section.entries, counts);
    if (own.entries.empty()) return std::nullopt;
    FleetSection fleet;
    const bool read = FleetSection::fields().read(fleet, own, mistakes);
    return read ? fleet : FleetSection{};
}

/// Collects devices under names that nobody has yet.
class RollCall {
public:
    explicit RollCall(Mistakes& mistakes) : mistakes_(mistakes) {}

    void add_one(const Node::Entry& typed) {
        const auto [other, fresh] = owners_.try_emplace(typed.key, typed.key);
        const bool of_a_fleet = !fresh && other->second != typed.key;
        if (of_a_fleet) return tell_clash(typed, typed.key, other->second);
        // Two of no fleet: who reads them says so.
        roll_.devices.push_back({typed.key, shared(typed)});
    }

    void add_all(const Node::Entry& typed, Fleet fleet) {
        bool told = false;
        const auto section = shared(typed);
        for (std::uint32_t number = fleet.first; number < fleet.end(); ++number) {
            std::string name = fleet.device(number);
            const auto [other, fresh] = owners_.try_emplace(name, typed.key);
            if (fresh) {
                roll_.devices.push_back({std::move(name), section, number});
            } else if (!std::exchange(told, true)) {
                tell_clash(typed, name, other->second);
            }
        }
        roll_.fleets.push_back(std::move(fleet));
    }

    Roll roll() { return std::move(roll_); }

private:
    static std::shared_ptr<const TypedDevice> shared(const Node::Entry& typed) {
        return std::make_shared<const TypedDevice>(TypedDevice{typed.key_at, typed.value});
    }

    void tell_clash(const Node::Entry& typed, const std::string& name, std::string_view other) {
        const bool same = typed.key == other;
        mistakes_.add(typed.key_at,
                      "device '" + (same ? typed.key : name) + "' is there twice" +
                          (same ? "" : "; the other one is typed '" + std::string(other) + "'"));
    }

    Mistakes& mistakes_;
    Roll roll_;
    /// Devices by name, and how each was typed: a name in the section that is read.
    std::unordered_map<std::string, std::string_view> owners_;
};

/// The fleet that a section makes, without its count from then on; nothing if it is one device.
std::optional<Fleet> fleet_of(Node::Entry& typed, const FleetPart& part, Mistakes& mistakes) {
    const Node* count = typed.value.find("count");
    const Place at = count != nullptr ? count->at : typed.key_at;
    const auto section = take_fleet(typed.value, mistakes);
    const bool named = names_a_fleet(typed.key);
    if (section && !named) {
        mistakes.add(at,
                     "count makes a fleet, whose name has to hold {n}: '" + typed.key + "_{n}'");
    }
    if (named && !section) {
        mistakes.add(at, "'" + typed.key + "' is the name of a fleet, which needs a count");
    }
    if (!named) return std::nullopt;
    const Fleet whole{typed.key, section ? section->count.value_or(1) : 1};
    const Fleet fleet = part.all() ? whole : whole.part(part);
    if (fleet.count >= 1 && fleet.count <= Fleet::most) return fleet;
    mistakes.add(at, fleet.count == 0 ? "count is less than the parts it is split into"
                                      : "count is more than " + std::to_string(Fleet::most) +
                                            ", which takes several runs (--shard devices:I/N)");
    return Fleet{typed.key};
}

}  // namespace

Fields<FleetSection> FleetSection::fields() {
    return Fields<FleetSection>("fleet", "devices that differ by their number alone")
        .optional("count", &FleetSection::count,
                  "makes a fleet: so many devices, with their numbers for {n} in the name and in "
                  "every word of the section, {{n}} for a plain {n}; in steps, the name with {n} "
                  "stands for all of them")
        .example("devices: {\"sensor_{n}\": {count: 50, client: {client_id: \"unit-{n}\"}}}");
}

void FleetSection::validate(const Places& at) const {
    if (count == 0U) at.fail("count", "is nobody");
}

Roll call_roll(Node& devices, Mistakes& mistakes, const FleetPart& part) {
    RollCall call(mistakes);
    for (Node::Entry& typed : devices.entries) {
        if (auto fleet = fleet_of(typed, part, mistakes)) {
            call.add_all(typed, std::move(*fleet));
        } else {
            call.add_one(typed);
        }
    }
    return call.roll();
}

Node written_out(const Roll& roll) {
    Node devices = Node::mapping();
    for (const DeviceSection& each : roll.devices) {
        devices.entries.push_back({each.name, each.at(), each.settings()});
    }
    return devices;
}

namespace {

/// The schema, or text with an {n} in it.
nlohmann::json or_numbered(nlohmann::json schema) {
    if (schema.contains("properties")) {
        for (auto& property : schema["properties"]) property = or_numbered(property);
    }
    if (schema.contains("items")) schema["items"] = or_numbered(schema["items"]);
    if (schema.contains("anyOf")) {
        for (auto& choice : schema["anyOf"]) choice = or_numbered(choice);
    }
    const nlohmann::json text = {{"type", "string"}, {"pattern", "\\{n\\}"}};
    return {{"anyOf", nlohmann::json::array({std::move(schema), text})}};
}

}  // namespace

nlohmann::json fleet_schema(nlohmann::json device) {
    if (device.contains("anyOf")) {
        for (auto& kind : device["anyOf"]) kind = fleet_schema(kind);
        return device;
    }
    for (auto& property : device["properties"]) property = or_numbered(property);
    const Declaration fleet = FleetSection::fields().declaration();
    device["properties"].update(fleet.schema()["properties"]);
    device["required"].push_back("count");
    return device;
}

}  // namespace breakwire::scenarios
