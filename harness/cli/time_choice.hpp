#pragma once

#include <optional>
#include <string>

#include "scenarios/broker_traits.hpp"
#include "scenarios/scenario.hpp"
#include "sim/base/time_mode.hpp"

namespace breakwire::harness {

/// What drives the time of one case, and why it is not virtual if it is not.
struct TimeChoice {
    TimeMode mode;
    std::string why;       ///< why not virtual; empty if it is, or if the user asked for another
    std::string conflict;  ///< the case cannot run in the mode that was asked for, because of this
};

/// `asked`: the user's wish, nothing for the best. A scenario that makes sense in one mode alone is
/// not run in another; a broker that cannot be led is not led, and so is a program that plays a
/// device: `unled_program` says which and why, "node is...", or nothing.
TimeChoice choose_time(const std::optional<TimeMode>& asked, const scenarios::Scenario& scenario,
                       const scenarios::BrokerTraits& traits,
                       const std::string& unled_program = {});

}  // namespace breakwire::harness
