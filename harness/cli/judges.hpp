#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/cli/cases.hpp"
#include "sim/mqtt/statements.hpp"

namespace breakwire::harness {

/// Who judges a statement.
enum class JudgedBy {
    law,        ///< in every run, whatever scenarios say about it
    scenarios,  ///< those that name it, and no law
    device,     ///< it is the device's to keep, and no scenario names it
    unseen,     ///< the wire cannot show it
    nobody      ///< it could be judged, and is not yet
};

/// Who judges which statement: laws by what they can report, scenarios by what they name in
/// `covers`. Taken from both as they are, so that it cannot disagree with them.
class Judges {
public:
    explicit Judges(const std::vector<LoadedScenario>& scenarios);

    JudgedBy of(const mqtt::Statement& statement) const;
    bool has_law(const mqtt::Statement& statement) const { return laws_.contains(statement.id); }
    /// Those that name it, with their names by their ids.
    const std::map<std::string, std::string>& scenarios(const mqtt::Statement& statement) const;
    /// "law will, 25 scenarios", "3 scenarios", "the device", "cannot be seen", "nobody yet".
    std::string in_words(const mqtt::Statement& statement) const;

private:
    std::set<std::string> laws_;
    std::map<std::string, std::map<std::string, std::string>> scenarios_;
};

}  // namespace breakwire::harness
