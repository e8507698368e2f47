#pragma once

#include <optional>
#include <string>

#include "sim/base/errors.hpp"

namespace breakwire::scenarios {

/// The whole file as text; nothing, after a mistake at `named_at`, if it cannot be read.
std::optional<std::string> read_file(const std::string& path, const Place& named_at,
                                     Mistakes& mistakes);

}  // namespace breakwire::scenarios
