#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/base/errors.hpp"

namespace breakwire::scenarios {

/// The whole file as text; nothing after a mistake, which a file that cannot be read is.
std::optional<std::string> read_file(const std::filesystem::path& path, Mistakes& mistakes);

}  // namespace breakwire::scenarios
