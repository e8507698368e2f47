#include "scenarios/record_section.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace breakwire::scenarios {

namespace {

/// Steps that judge nothing: what they wait for happens after they have begun.
constexpr std::array<std::string_view, 6> only_act{"start", "stop", "churn",
                                                   "power", "wait", "fault"};

class Looking {
public:
    explicit Looking(const std::vector<Fleet>& fleets) : fleets_(fleets) {}

    void walk(const Node& node) {
        name(node.text);
        for (const Node& item : node.items) walk(item);
        for (const Node::Entry& entry : node.entries) {
            if (std::ranges::find(only_act, entry.key) != only_act.end()) continue;
            name(entry.key);
            walk(entry.value);
        }
    }

    LookBack found;

private:
    void name(const std::string& typed) {
        // Without a device it is about whoever was silenced last.
        if (typed == "keep_alive" || typed == "*") found.anybody = true;
        if (typed == "receives_all") found.messages = true;
        for (const Fleet& fleet : fleets_) {
            if (typed == fleet.name) {
                for (std::string& device : fleet.devices()) found.devices.insert(std::move(device));
            } else if (fleet.has(typed)) {
                found.devices.insert(typed);
            }
        }
    }

    const std::vector<Fleet>& fleets_;
};

}  // namespace

Fields<RecordSection> RecordSection::fields() {
    return Fields<RecordSection>("record",
                                 "how much of a case its record keeps; laws, checks, measures and "
                                 "latencies see everything all the same")
        .optional("devices", &RecordSection::devices,
                  "so many of each fleet, rounded up; the seed draws which, and who is in no fleet "
                  "is always recorded")
        .optional("broker_log", &RecordSection::broker_log,
                  "the lines of the broker's log as well, which broker.log has in any case")
        .example("record: {devices: 1%, broker_log: false}");
}

std::set<std::string> not_recorded(const RecordSection& record, const std::vector<Fleet>& fleets,
                                   const Luck& luck) {
    std::set<std::string> out;
    for (const Fleet& fleet : fleets) {
        std::vector<std::pair<std::uint64_t, std::string>> line;
        for (std::string& device : fleet.devices()) {
            line.emplace_back(luck.bits(device, 0), std::move(device));
        }
        std::ranges::sort(line);
        const double recorded = std::ceil(record.devices.of_one() * fleet.count);
        for (auto i = static_cast<std::size_t>(recorded); i < line.size(); ++i) {
            out.insert(std::move(line[i].second));
        }
    }
    return out;
}

LookBack LookBack::of(const Node& steps, const std::vector<Fleet>& fleets) {
    Looking looking(fleets);
    looking.walk(steps);
    return std::move(looking.found);
}

}  // namespace breakwire::scenarios
