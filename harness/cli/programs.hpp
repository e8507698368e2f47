#pragma once

#include <map>
#include <string>

#include "devices/stacks/stack.hpp"
#include "scenarios/scenario.hpp"

namespace breakwire::harness {

/// Knows whether the programs that play devices are there, and whether they and the client
/// libraries can be led; asks once for each program.
class Programs {
public:
    struct Findings {
        std::string missing;  ///< "mosquitto_sub is not installed", or nothing
        std::string unled;    ///< why one cannot be led in lock-step, or nothing
    };

    /// Of the first device of `scenario` whose program has something against it.
    Findings of(const scenarios::Scenario& scenario);

private:
    const Findings& of(const devices::ProgramNeed& need);

    std::map<std::string, Findings> known_;
};

}  // namespace breakwire::harness
