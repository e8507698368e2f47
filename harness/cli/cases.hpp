#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/cli/scenario_files.hpp"
#include "scenarios/scenario.hpp"

namespace breakwire::harness {

/// A scenario that was loaded, with the name of its file.
struct LoadedScenario {
    std::string id;  ///< "will/after_rst"
    std::shared_ptr<const scenarios::Scenario> scenario;
};

/// One cell of the matrix that a scenario spans.
struct Case {
    std::string id;  ///< "will/after_rst[3.1.1]"
    std::shared_ptr<const scenarios::Scenario> scenario;
    mqtt::Version version{};
    std::size_t group = 0;  ///< its repetitions have the same number
    std::uint64_t seed = 1;
    std::vector<std::uint64_t> mutations{};  ///< of the schedule that the seed draws, in turn
};

/// Which cases are wanted; what is empty asks for nothing.
struct CaseFilter {
    std::vector<std::string> ids{};    ///< any of them, with * and ?
    std::vector<std::string> words{};  ///< all: in id, name or a tag; "!word" in none of them
    std::vector<std::string> tags{};   ///< any of them
    std::vector<std::string> versions{};

    bool wants(const Case& one) const;
};

/// Multiplies scenarios into cases, in order.
std::vector<Case> multiply(const std::vector<LoadedScenario>& scenarios);

/// Each case `count` times, with "#2" and so on behind the ids of all but the first.
std::vector<Case> repeat(const std::vector<Case>& cases, int count);

/// The cases that `filter` wants. Throws ConfigError if these are none.
std::vector<Case> select(std::vector<Case> cases, const CaseFilter& filter);

}  // namespace breakwire::harness
