#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace breakwire::scenarios {

/// Numbers of parts, in ascending order.
using Subset = std::vector<std::size_t>;

/// Of several subsets, the place of the first with which it still happens; nothing if there is
/// none. Asked about several at once, so that they can be tried at the same time.
using FirstThatHolds = std::function<std::optional<std::size_t>(const std::vector<Subset>&)>;

/// The parts from 0 to `count` - 1 without which it no longer happens: no one of them can be left
/// out. It happens with all of them, which is not asked again.
///
/// Source: A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE
/// 28(2), 2002, algorithm ddmin.
Subset ddmin(std::size_t count, const FirstThatHolds& first_that_holds);

}  // namespace breakwire::scenarios
