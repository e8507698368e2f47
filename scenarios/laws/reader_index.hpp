#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/topic.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// Which connections may have a subscription that matches a topic, found without asking all of
/// them. A connection stays in until it is removed, whatever it unsubscribes from.
class ReaderIndex {
public:
    using Ids = std::set<sim::ConnectionId>;

    void add(const TopicFilter& filter, sim::ConnectionId id);
    void remove(sim::ConnectionId id);
    Ids candidates(const std::string& topic) const;

private:
    std::unordered_map<std::string, Ids> exact_;  ///< by filters without wildcards
    std::unordered_map<std::string, Ids> wild_;   ///< by the others
    std::unordered_map<sim::ConnectionId, std::set<std::string>> filters_of_;
};

}  // namespace breakwire::scenarios
