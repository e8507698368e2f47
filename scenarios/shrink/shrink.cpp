#include "scenarios/shrink/shrink.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/language/yaml_text.hpp"

namespace breakwire::scenarios {

namespace {

/// Passes over everything; each makes it easier for the others.
constexpr int most_rounds = 6;

/// So many at a time: enough for the processors of a usual machine, and always the same, so that
/// the result does not depend on the machine.
constexpr std::size_t at_once = 4;

/// A time that reads well and is not above `value`.
Duration plain(Duration value) {
    for (const Duration unit : {Duration{10min}, Duration{1min}, Duration{10s}, Duration{1s},
                                Duration{100ms}, Duration{10ms}, Duration{1ms}}) {
        if (value >= 2 * unit) return value / unit * unit;
    }
    return value;
}

class Shrinker {
public:
    Shrinker(Node scenario, const FirstThatBreaks& first_that_breaks)
        : scenario_(std::move(scenario)), first_that_breaks_(first_that_breaks) {}

    Node perform() {
        try_one(with_entry(scenario_, "seed", {}));
        for (int round = 0; round < most_rounds; ++round) {
            const std::string before = yaml_text(scenario_);
            leave_out(steps_in);
            leave_out(devices_in);
            leave_out(settings_in);
            shorten_all();
            turn_dials();
            if (yaml_text(scenario_) == before) break;
        }
        return scenario_;
    }

private:
    /// What is the same already is no progress.
    bool try_one(const Node& candidate) {
        if (yaml_text(candidate) == yaml_text(scenario_)) return false;
        const bool breaks = first_that_breaks_({candidate}).has_value();
        if (breaks) scenario_ = candidate;
        return breaks;
    }

    void leave_out(Parts (*find)(const Node&)) {
        const Parts parts = find(scenario_);
        const Subset needed = ddmin(parts.count, [&](const std::vector<Subset>& subsets) {
            return first_of(subsets, parts);
        });
        if (needed.size() < parts.count) scenario_ = parts.keep(needed);
    }

    /// A few at a time, so that a hit among the first saves the others.
    std::optional<std::size_t> first_of(const std::vector<Subset>& subsets, const Parts& parts) {
        for (std::size_t begin = 0; begin < subsets.size(); begin += at_once) {
            std::vector<Node> candidates;
            for (std::size_t i = begin; i < std::min(begin + at_once, subsets.size()); ++i) {
                candidates.push_back(parts.keep(subsets[i]));
            }
            if (const auto found = first_that_breaks_(candidates)) return begin + *found;
        }
        return std::nullopt;
    }

    /// All waits at once, which a schedule full of faults hardly survives and one without them
    /// easily.
    void shorten_all() {
        for (const int part : {10, 2}) {
            while (try_one(with_times_divided(part))) {
            }
        }
    }

    Node with_times_divided(int by) {
        Node out = scenario_;
        const std::size_t count = dials_in(out).size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::vector<Dial> dials = dials_in(out);
            if (i >= dials.size() || !dials[i].shorter) break;
            if (dials[i].value / by >= 1ms) out = dials[i].set(plain(dials[i].value / by));
        }
        return out;
    }

    void turn_dials() {
        for (std::size_t i = 0; i < dials_in(scenario_).size(); ++i) {
            while (turn(dials_in(scenario_), i)) {
            }
        }
    }

    /// Tries other values for one of them, the best first. Whether one of them was good.
    bool turn(const std::vector<Dial>& dials, std::size_t number) {
        if (number >= dials.size()) return false;
        const Dial& dial = dials[number];
        std::vector<Node> candidates;
        for (const Duration value : better_values(dial)) candidates.push_back(dial.set(value));
        if (candidates.empty()) return false;
        const auto found = first_that_breaks_(candidates);
        if (found) scenario_ = candidates[*found];
        return found.has_value();
    }

    std::vector<Duration> better_values(const Dial& dial) const {
        std::vector<Duration> values;
        if (dial.shorter) {
            if (dial.least == Duration{}) values.push_back({});
            for (const int by : {100, 10, 2}) {
                const Duration value = plain(dial.value / by);
                if (value >= 1ms && value < dial.value) values.push_back(value);
            }
            const Duration rounded = plain(dial.value);
            if (rounded < dial.value) values.push_back(rounded);
            return values;
        }
        // A gap beyond the end of the story leaves no message but the first.
        for (const int times : {30, 8, 2}) {
            const Duration value = dial.value * times;
            if (value <= time_in(scenario_)) values.push_back(value);
        }
        return values;
    }

    Node scenario_;
    const FirstThatBreaks& first_that_breaks_;
};

}  // namespace

Node shrink(Node scenario, const FirstThatBreaks& first_that_breaks) {
    return Shrinker(std::move(scenario), first_that_breaks).perform();
}

}  // namespace breakwire::scenarios
