#include "harness/bench/board_locks.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

/// A path as the name of one file.
std::string as_name(std::string text) {
    std::replace(text.begin(), text.end(), '/', '%');
    return text;
}

}  // namespace

fs::path BoardLocks::default_folder() { return fs::temp_directory_path() / "breakwire-boards"; }

/// Others share the folder, as they share the boards.
BoardLocks::BoardLocks(fs::path folder) : folder_(std::move(folder)) {
    std::error_code there;
    if (fs::create_directories(folder_, there)) {
        fs::permissions(folder_, fs::perms::all | fs::perms::sticky_bit, there);
    }
}

BoardLocks::~BoardLocks() {
    for (const auto& [_, descriptor] : held_) close(descriptor);
}

bool BoardLocks::take(const std::string& bench, const std::string& board) {
    const fs::path file =
        folder_ / (as_name(fs::absolute(bench).lexically_normal().string()) + '%' + board);
    if (held_.contains(file)) return true;
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        throw EnvironmentError("cannot lock board " + board + ": " + file.string() + ": " +
                               std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
    }
    fchmod(descriptor, 0666);  // whatever the umask says; fails where it is somebody else's
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return false;
    }
    held_[file] = descriptor;
    return true;
}

}  // namespace breakwire::harness
