#pragma once

#include <set>

#include "reports/reporter.hpp"
#include "sim/mqtt/statements.hpp"

namespace breakwire::reports {

/// What a run has shown about a statement, worst first.
enum class Standing {
    violated,      ///< a law or a deviation says so, or a case failed that names nothing else
    in_doubt,      ///< a case failed that names it among others
    held,          ///< a law saw it kept, or a case that names it passed
    not_exercised  ///< nothing of that
};

std::string to_string(Standing standing);

/// A statement with all that a run has shown about it. Scenarios are named by their cases without
/// version and repetition: "will/after_rst".
struct Covered {
    mqtt::Statement statement;
    std::uint64_t times_held = 0;      ///< by laws
    std::uint64_t times_violated = 0;  ///< by laws
    std::set<std::string> passed;      ///< scenarios that name it
    std::set<std::string> failed;      ///< because of it: no other is named, or a deviation is
    std::set<std::string> doubtful;    ///< that failed and name others too

    Standing standing() const;
};

/// The statements of each standard that a run spoke, and our own.
struct Coverage {
    std::vector<Covered> rows;  ///< in the order of the standards

    /// The versions there are rows of.
    std::vector<mqtt::Version> standards() const;
    std::size_t count(mqtt::Version standard) const;
    std::size_t count(mqtt::Version standard, Standing standing) const;
};

/// Adds up cases. A case counts for the statements of its own version, and only if it ran to a
/// verdict about the broker: passed, failed, or failed as known. Where a deviation names what is
/// broken, or nothing but laws was broken, that says it all, and the rest of what the case names is
/// neither held nor in doubt.
Coverage coverage_of(const std::vector<CaseResult>& cases,
                     const std::vector<mqtt::Statement>& statements = mqtt::statements());

/// "statements: 3.1.1: 63 of 141 held, 1 violated; 5.0: 88 of 251 held", or nothing if none was
/// exercised.
std::string in_a_line(const Coverage& coverage);

}  // namespace breakwire::reports
