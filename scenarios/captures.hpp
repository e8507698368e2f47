#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/base/declaration.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// What expectations have kept of the events that met them: `as: reading`, and later "{reading}" or
/// a part of it, "{reading.topic}".
class Captures {
public:
    /// Whatever had the name before is forgotten.
    void keep(const std::string& name, const sim::Event& event);

    /// The text with what was kept for each "{name}" and "{name.part}" of `names`; other braces
    /// stay. Nothing, and why not in `problem`, if something is not there.
    std::optional<std::string> fill(const std::string& text, const std::set<std::string>& names,
                                    std::string& problem) const;

private:
    using Parts = std::map<std::string, std::string>;
    std::optional<std::string> find(const std::string& name, const std::string& part,
                                    std::string& problem) const;

    std::map<std::string, Parts> kept_;
};

/// One "{name}" or "{name.part}" in a text.
struct Reference {
    std::string name;
    std::string part;  ///< empty for the event's own: a payload, a client id...
};

/// All that looks like one; whether such a name is ever kept is another question.
std::vector<Reference> references_in(const std::string& text);

/// The parts of events, for `explain`.
Declaration captures_declaration();

}  // namespace breakwire::scenarios
