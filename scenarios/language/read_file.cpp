#include "scenarios/language/read_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace breakwire::scenarios {

std::optional<std::string> read_file(const std::string& path, const Place& named_at,
                                     Mistakes& mistakes) {
    // A directory opens like a file, but nothing can be read from it.
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path, ignored)) {
        const bool itself = named_at.file.text() == path;
        mistakes.add(named_at, itself ? "cannot read this file" : "cannot read '" + path + "'");
        return std::nullopt;
    }
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace breakwire::scenarios
