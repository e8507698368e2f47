#pragma once

#include <filesystem>

#include "sim/base/units.hpp"

namespace breakwire::harness {

/// Whether `enter_own_disk` can be had here: it takes root.
bool can_have_own_disk();

/// From now on `folder` is a disk of `size` in memory, which this process and its children alone
/// see and which goes with the last of them. Before any thread is started. Throws
/// EnvironmentError.
void enter_own_disk(const std::filesystem::path& folder, DataSize size);

}  // namespace breakwire::harness
