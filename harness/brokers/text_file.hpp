#pragma once

#include <filesystem>
#include <string>

namespace breakwire::harness {

/// Puts `text` in the place of the file, whole or not at all: others may be reading it.
/// Readable by its owner alone. Throws EnvironmentError.
void write_text(const std::filesystem::path& file, const std::string& text);

/// Throws EnvironmentError.
std::string read_text(const std::filesystem::path& file);

}  // namespace breakwire::harness
