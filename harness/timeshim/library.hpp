#pragma once

#include <filesystem>

namespace breakwire::harness {

/// Where the time shim is: beside the running program in a build tree, under the library folder of
/// an installation. Throws `EnvironmentError` if it is in neither place.
std::filesystem::path timeshim_library();

}  // namespace breakwire::harness
