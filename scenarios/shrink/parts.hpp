#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/shrink/ddmin.hpp"
#include "sim/base/node.hpp"
#include "sim/base/time.hpp"

namespace breakwire::scenarios {

/// Parts of a scenario that may be left out, one by one or together. What is left need not make
/// sense: whoever tries it finds out.
struct Parts {
    std::size_t count = 0;
    /// The scenario with these parts alone, of those that are counted here.
    std::function<Node(const Subset&)> keep;
};

/// The steps, but for waits: time goes on without a step as it does with it, and waits that become
/// neighbours become one.
Parts steps_in(const Node& scenario);

/// The devices. With a device goes what is said about it: steps, or its place in their lists.
Parts devices_in(const Node& scenario);

/// What devices, links and the broker are told to do, down to single settings; tags and the like;
/// and members of lists in steps.
Parts settings_in(const Node& scenario);

/// A duration somewhere in a scenario that may be another one.
struct Dial {
    Duration value{};
    /// Shorter is better; for the gap between messages, longer is.
    bool shorter = true;
    Duration least{};
    /// The scenario with this duration instead; a wait of no time at all is left out.
    std::function<Node(Duration)> set;
};

/// Waits, and how long faults last; then the gaps between messages. In the order of the file.
std::vector<Dial> dials_in(const Node& scenario);

/// How long all waits take.
Duration time_in(const Node& scenario);
/// How many steps put a fault in force.
std::size_t faults_in(const Node& scenario);
/// How many devices there are.
std::size_t device_count(const Node& scenario);

/// With the entry `key` of the file, or without it if `value` is null.
Node with_entry(const Node& scenario, const std::string& key, const Node& value);

}  // namespace breakwire::scenarios
