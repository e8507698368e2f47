#include "harness/brokers/text_file.hpp"

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

}  // namespace breakwire::harness
