#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace breakwire::harness {

/// Puts `text` in the place of the file, whole or not at all: others may be reading it.
/// Readable by its owner alone. Throws EnvironmentError.
void write_text(const std::filesystem::path& file, const std::string& text);

/// Throws EnvironmentError.
std::string read_text(const std::filesystem::path& file);

/// The files called `name` in and below `folder`, sorted; what goes away meanwhile is passed over.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::string& name);

}  // namespace breakwire::harness
