#include "harness/brokers/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
    throw EnvironmentError("cannot " + what + ' ' + file.string() + ": " + std::strerror(errno));
}

}  // namespace

void write_text(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path fresh = file.string() + ".new";
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    std::error_code ignored;
    std::filesystem::permissions(
        fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    out << text;
    out.close();
    if (!out) {
        const int why = errno;
        std::filesystem::remove(fresh, ignored);  // a part of it is good for nothing
        errno = why;
        fail(fresh, "write");
    }
    if (std::rename(fresh.c_str(), file.c_str()) != 0) fail(file, "replace");
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail(file, "read");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Each folder by itself: an iterator over all of them ends where one of them is gone.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::string& name) {
    namespace fs = std::filesystem;
    std::vector<fs::path> found;
    std::vector<fs::path> folders{folder};
    while (!folders.empty()) {
        const fs::path next = std::move(folders.back());
        folders.pop_back();
        std::error_code gone;
        for (fs::directory_iterator at(next, gone); at != fs::end(at); at.increment(gone)) {
            if (at->is_directory(gone) && !at->is_symlink(gone)) folders.push_back(at->path());
            if (at->path().filename() == name) found.push_back(at->path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace breakwire::harness
