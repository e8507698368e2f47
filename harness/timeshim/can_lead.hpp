#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace breakwire::harness {

/// Why the time shim cannot lead `program`, as the end of a sentence that names it ("is statically
/// linked..."); empty if nothing speaks against it.
///
/// Looks at the program's file alone, for a script at its interpreter. What its libraries do, and
/// what it does once it runs, is not looked at: a process that waits past the shim is found by the
/// leader's watchdog. Throws EnvironmentError if the file cannot be read.
std::optional<std::string> why_not(const std::filesystem::path& program);

}  // namespace breakwire::harness
