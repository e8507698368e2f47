#pragma once

#include "scenarios/shrink/parts.hpp"

namespace breakwire::scenarios {

/// Of several scenarios, the place of the first that still breaks what is to be broken; nothing if
/// none does.
using FirstThatBreaks = std::function<std::optional<std::size_t>(const std::vector<Node>&)>;

/// The least of `scenario` that still breaks it: fewest devices and steps, then fewest settings,
/// then the shortest times and the fewest messages, over and over until nothing more can go.
///
/// Each of these by itself is minimal: no one of them can be left out. `scenario` is as
/// `written_out` makes it, and breaks it, which is not asked again.
Node shrink(Node scenario, const FirstThatBreaks& first_that_breaks);

}  // namespace breakwire::scenarios
