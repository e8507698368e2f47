#include "scenarios/shrink/parts.hpp"

#include <algorithm>
#include <set>

namespace breakwire::scenarios {

namespace {

const Node* section(const Node& scenario, std::string_view key) { return scenario.find(key); }

Node* section(Node& scenario, std::string_view key) {
    for (Node::Entry& entry : scenario.entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

/// The time of `wait: 5s`; nothing for other steps and for waits of another kind.
std::optional<Duration> wait_of(const Node& step) {
    const Node* wait = step.find("wait");
    return wait != nullptr ? parse_duration(wait->text) : std::nullopt;
}

Node wait_for(Duration duration) {
    Node step = Node::mapping();
    step.entries.push_back({"wait", {}, Node::scalar(to_string(duration))});
    return step;
}

void merge_waits(Node& steps) {
    std::vector<Node> merged;
    for (Node& step : steps.items) {
        const auto wait = wait_of(step);
        const auto before = merged.empty() ? std::nullopt : wait_of(merged.back());
        if (wait && *wait == Duration{}) continue;
        if (wait && before) {
            merged.back() = wait_for(*wait + *before);
        } else {
            merged.push_back(std::move(step));
        }
    }
    steps.items = std::move(merged);
}

/// Whether nobody is left of an expectation, whose other keys say when.
bool says_only_when(const Node& mapping) {
    return std::all_of(mapping.entries.begin(), mapping.entries.end(), [](const auto& entry) {
        return entry.key == "within" || entry.key == "for" || entry.key == "since";
    });
}

/// What is left of `node` without the device; nothing if it was about that device.
std::optional<Node> without_device(const Node& node, const std::string& device) {
    if (node.is_scalar()) return node.text == device ? std::nullopt : std::optional(node);
    Node out = node;
    out.items.clear();
    for (const Node& item : node.items) {
        if (auto left = without_device(item, device)) out.items.push_back(std::move(*left));
    }
    if (node.is_sequence() && out.items.empty() && !node.items.empty()) return std::nullopt;
    out.entries.clear();
    for (const Node::Entry& entry : node.entries) {
        if (entry.key == device) continue;
        auto left = without_device(entry.value, device);
        if (!left) return std::nullopt;
        out.entries.push_back({entry.key, entry.key_at, std::move(*left)});
    }
    if (!node.entries.empty() && says_only_when(out)) return std::nullopt;
    return out;
}

/// `start: [a, b]` without `a`; nothing for `rst: a`.
void leave_out_device(Node& scenario, const std::string& device) {
    if (Node* devices = section(scenario, "devices")) {
        std::erase_if(devices->entries, [&](const auto& entry) { return entry.key == device; });
    }
    Node* steps = section(scenario, "steps");
    if (steps == nullptr) return;
    std::vector<Node> left;
    for (const Node& step : steps->items) {
        if (auto rest = without_device(step, device)) left.push_back(std::move(*rest));
    }
    steps->items = std::move(left);
    merge_waits(*steps);
}

/// Walks over all settings that may be left out, always in the same order; calls `take` for each
/// and leaves out those for which it says no.
class Settings {
public:
    explicit Settings(std::function<bool()> take) : take_(std::move(take)) {}

    Node walk(const Node& scenario) {
        Node out = scenario;
        out.entries.clear();
        for (const Node::Entry& entry : scenario.entries) {
            const bool wanted = !is_decoration(entry.key) || take_();
            Node value = walk_section(entry.key, entry.value);
            if (wanted) out.entries.push_back({entry.key, entry.key_at, std::move(value)});
        }
        return out;
    }

private:
    static bool is_decoration(const std::string& key) {
        static const std::set<std::string> keys{"description", "tags",       "links", "broker",
                                                "seed",        "late_limit", "record"};
        return keys.contains(key);
    }

    Node walk_section(const std::string& key, const Node& value) {
        if (key == "links" || key == "broker") return walk_all(value);
        if (key == "devices") return walk_devices(value);
        if (key == "steps") return walk_steps(value);
        return value;
    }

    /// Devices themselves are counted elsewhere.
    Node walk_devices(const Node& devices) {
        Node out = devices;
        for (Node::Entry& device : out.entries) device.value = walk_all(device.value);
        return out;
    }

    Node walk_steps(const Node& steps) {
        Node out = steps;
        for (Node& step : out.items) step = walk_lists(step);
        return out;
    }

    /// Members of lists alone: what else a step says is what it does.
    Node walk_lists(const Node& node) {
        Node out = node;
        out.items.clear();
        for (const Node& item : node.items) {
            const bool wanted = take_();
            Node left = walk_lists(item);
            if (wanted) out.items.push_back(std::move(left));
        }
        for (Node::Entry& entry : out.entries) entry.value = walk_lists(entry.value);
        return out;
    }

    Node walk_all(const Node& node) {
        Node out = node;
        out.items.clear();
        out.entries.clear();
        for (const Node& item : node.items) {
            const bool wanted = take_();
            Node left = walk_all(item);
            if (wanted) out.items.push_back(std::move(left));
        }
        for (const Node::Entry& entry : node.entries) {
            const bool wanted = entry.key == "model" || take_();
            Node left = walk_all(entry.value);
            if (wanted) out.entries.push_back({entry.key, entry.key_at, std::move(left)});
        }
        return out;
    }

    std::function<bool()> take_;
};

/// `node` and all in it, with the way there.
void visit(const Node& node, std::vector<std::size_t>& way,
           const std::function<void(const std::string& key, const Node&)>& see,
           const std::string& key = "") {
    see(key, node);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        way.push_back(i);
        visit(node.items[i], way, see, key);
        way.pop_back();
    }
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        way.push_back(i);
        visit(node.entries[i].value, way, see, node.entries[i].key);
        way.pop_back();
    }
}

Node& at(Node& node, const std::vector<std::size_t>& way) {
    Node* found = &node;
    for (const std::size_t i : way) {
        found = found->is_sequence() ? &found->items[i] : &found->entries[i].value;
    }
    return *found;
}

bool is_time_to_cut(const std::string& key) {
    return key == "wait" || key == "for" || key == "down_for";
}

std::vector<Dial> find_dials(const Node& scenario, std::string_view in,
                             const std::function<bool(const std::string&)>& wanted, bool shorter) {
    std::vector<Dial> dials;
    const Node* where = section(scenario, in);
    if (where == nullptr) return dials;
    std::vector<std::size_t> way;
    visit(*where, way, [&](const std::string& key, const Node& node) {
        const auto value =
            node.is_scalar() && wanted(key) ? parse_duration(node.text) : std::nullopt;
        if (!value || *value == Duration{}) return;
        const auto set = [scenario, in = std::string(in), way](Duration other) {
            Node out = scenario;
            at(*section(out, in), way).text = to_string(other);
            if (Node* steps = section(out, "steps")) merge_waits(*steps);
            return out;
        };
        dials.push_back({*value, shorter, key == "wait" ? Duration{} : Duration{1ms}, set});
    });
    return dials;
}

}  // namespace

Parts steps_in(const Node& scenario) {
    const Node* steps = section(scenario, "steps");
    if (steps == nullptr) return {};
    Subset numbers;  // of the steps that are no waits
    for (std::size_t i = 0; i < steps->items.size(); ++i) {
        if (!wait_of(steps->items[i])) numbers.push_back(i);
    }
    return {numbers.size(), [scenario, numbers](const Subset& kept) {
                std::set<std::size_t> gone(numbers.begin(), numbers.end());
                for (const std::size_t part : kept) gone.erase(numbers[part]);
                Node out = scenario;
                Node& list = *section(out, "steps");
                std::vector<Node> left;
                for (std::size_t i = 0; i < list.items.size(); ++i) {
                    if (!gone.contains(i)) left.push_back(list.items[i]);
                }
                list.items = std::move(left);
                merge_waits(list);
                return out;
            }};
}

Parts devices_in(const Node& scenario) {
    const Node* devices = section(scenario, "devices");
    if (devices == nullptr) return {};
    std::vector<std::string> names;
    for (const Node::Entry& device : devices->entries) names.push_back(device.key);
    return {names.size(), [scenario, names](const Subset& kept) {
                Node out = scenario;
                const std::set<std::size_t> wanted(kept.begin(), kept.end());
                for (std::size_t i = 0; i < names.size(); ++i) {
                    if (!wanted.contains(i)) leave_out_device(out, names[i]);
                }
                return out;
            }};
}

Parts settings_in(const Node& scenario) {
    std::size_t count = 0;
    Settings([&count] { return ++count > 0; }).walk(scenario);
    return {count, [scenario](const Subset& kept) {
                const std::set<std::size_t> wanted(kept.begin(), kept.end());
                std::size_t number = 0;
                return Settings([&] { return wanted.contains(number++); }).walk(scenario);
            }};
}

std::vector<Dial> dials_in(const Node& scenario) {
    std::vector<Dial> dials = find_dials(scenario, "steps", is_time_to_cut, true);
    const auto is_gap = [](const std::string& key) { return key == "every"; };
    for (Dial& gap : find_dials(scenario, "devices", is_gap, false)) {
        dials.push_back(std::move(gap));
    }
    return dials;
}

Duration time_in(const Node& scenario) {
    Duration all{};
    const Node* steps = section(scenario, "steps");
    if (steps == nullptr) return all;
    for (const Node& step : steps->items) all += wait_of(step).value_or(Duration{});
    return all;
}

std::size_t faults_in(const Node& scenario) {
    const Node* steps = section(scenario, "steps");
    if (steps == nullptr) return 0;
    return static_cast<std::size_t>(
        std::count_if(steps->items.begin(), steps->items.end(),
                      [](const Node& step) { return step.find("fault") != nullptr; }));
}

std::size_t device_count(const Node& scenario) {
    const Node* devices = section(scenario, "devices");
    return devices == nullptr ? 0 : devices->entries.size();
}

Node with_entry(const Node& scenario, const std::string& key, const Node& value) {
    Node out = scenario;
    if (Node* there = section(out, key); there != nullptr && !value.is_null()) {
        *there = value;
        return out;
    }
    std::erase_if(out.entries, [&](const Node::Entry& entry) { return entry.key == key; });
    if (!value.is_null()) out.entries.push_back({key, {}, value});
    return out;
}

}  // namespace breakwire::scenarios
