#pragma once

#include <initializer_list>
#include <vector>

namespace breakwire::harness {

/// Closes every descriptor of this process but 0, 1, 2 and `kept`: a forked child must not hold
/// what belongs to its parent or to its siblings.
void close_all_but(std::vector<int> kept);

/// Makes each of `descriptors` one of /dev/null.
void point_at_nothing(std::initializer_list<int> descriptors);

}  // namespace breakwire::harness
