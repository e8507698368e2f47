#include "scenarios/language/read_file.hpp"

#include <fstream>
#include <sstream>

namespace breakwire::scenarios {

std::optional<std::string> read_file(const std::filesystem::path& path, Mistakes& mistakes) {
    // A directory opens like a file, but nothing can be read from it.
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path, ignored)) {
        mistakes.add({path.string(), 1, 1}, "cannot read this file");
        return std::nullopt;
    }
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace breakwire::scenarios
