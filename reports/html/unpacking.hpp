#pragma once

#include <string>
#include <string_view>

namespace breakwire::reports {

/// What `pack` packed, for tests. Throws std::runtime_error if it is anything else.
std::string unpack(std::string_view packed);

}  // namespace breakwire::reports
