#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/cli/deviations.hpp"
#include "reports/case_result.hpp"
#include "scenarios/scenario.hpp"

namespace breakwire::harness {

/// What was broken, apart from when, where and by whom: what two failures have in common that have
/// the same cause.
struct Breach {
    std::string id;    ///< of the sentence; of an expectation, "expectation"
    std::string kind;  ///< the words of the finding, without names, numbers and topics

    auto operator<=>(const Breach&) const = default;
    std::string text() const { return id + ": " + kind; }
    bool is_of_expectation() const { return id == expectation; }

    static constexpr const char* expectation = "expectation";
};

/// What is broken in `result`, each once, in the order of its findings; `devices` are the names to
/// leave out. A worker that crashed is a breach as well, of the id "crash".
std::vector<Breach> breaches_of(const reports::CaseResult& result,
                                const std::set<std::string>& devices);

/// The same without what `known` explains.
std::vector<Breach> unknown_breaches(reports::CaseResult result,
                                     const scenarios::Scenario& scenario, const Deviations& known);

/// The names of its devices.
std::set<std::string> device_names(const scenarios::Scenario& scenario);

}  // namespace breakwire::harness
