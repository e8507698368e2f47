#pragma once

#include "scenarios/measures/measure.hpp"

namespace breakwire::scenarios {

/// `measure:` as it was typed: what is made into measures anew for each case.
struct MeasureSection {
    Node node;
};

/// Makes them in the order of the file and adds every mistake in them.
std::vector<std::unique_ptr<Measure>> make_measure_list(const Node& section, const Cast& cast,
                                                        Mistakes& mistakes);

/// What they have come to.
std::vector<Measurement> taken(const std::vector<std::unique_ptr<Measure>>& measures);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::MeasureSection> {
    static std::string name() { return "names with measures"; }
    static nlohmann::json schema() { return {{"$ref", "#/$defs/measures"}}; }
    static std::optional<scenarios::MeasureSection> read(const Node& node, Mistakes&) {
        return scenarios::MeasureSection{node};
    }
    static std::string text(const scenarios::MeasureSection&) { return ""; }
};

}  // namespace breakwire
