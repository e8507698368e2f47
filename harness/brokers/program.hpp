#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace breakwire::harness {

/// Where the program `name` is: on the PATH, or in the sbin folders, where Debian puts brokers and
/// where not everybody's PATH leads. A name with a slash is a path. Throws EnvironmentError with
/// the Debian `package` to install, if one is named.
std::filesystem::path find_program(const std::string& name, const std::string& package);

/// The first line that `program` writes to stdout or stderr. Throws EnvironmentError if it cannot
/// be run.
std::string first_line_of(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments);

/// Runs it to its end and returns whether it exited with status 0. Throws EnvironmentError if it
/// cannot be run.
bool succeeds(const std::filesystem::path& program, const std::vector<std::string>& arguments);

}  // namespace breakwire::harness
