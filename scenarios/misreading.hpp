#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/broker_section.hpp"

namespace breakwire::scenarios {

/// A way in which a lying broker takes its own configuration for another than was written.
enum class Misreading {
    passwords,    ///< whoever comes is let in
    rules,        ///< there are no access rules: everybody may do everything
    reads,        ///< everybody may read everything that no rule denies
    writes,       ///< everybody may write everything that no rule denies
    denials,      ///< rules that deny are not there
    access,       ///< who may read or write may do both
    levels,       ///< a + in a rule stands for any number of levels, as # does
    names,        ///< %c and %u stand for any name
    changes,      ///< rules that are changed later do not come into force
    persistence,  ///< nothing outlives the broker's process
    queues,       ///< one message waits for a client that is away, the others are forgotten
};

/// What a broker that reads `section` like this is really told. Laws judge it by `section`.
BrokerSection misread(BrokerSection section, const std::set<Misreading>& how);

/// The same for rules alone.
std::vector<AclRule> misread(std::vector<AclRule> acl, const std::set<Misreading>& how);

/// Whether that makes a difference to `section`.
bool is_misread(const BrokerSection& section, const std::set<Misreading>& how);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Misreading> {
    static std::vector<std::pair<std::string, scenarios::Misreading>> names();
};

}  // namespace breakwire
