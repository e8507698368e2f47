#include "harness/runner/own_disk.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

[[noreturn]] void fail_without_disk(const char* what) {
    throw EnvironmentError(
        fmt::format("no disk of its own for the broker: {}: {}", what, std::strerror(errno)));
}

}  // namespace

bool can_have_own_disk() { return geteuid() == 0; }

void enter_own_disk(const std::filesystem::path& folder, DataSize size) {
    if (unshare(CLONE_NEWNS) != 0) fail_without_disk("unshare");
    // Otherwise others would see it.
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) fail_without_disk("/");
    const std::string options = fmt::format("size={},mode=0700", size.bytes);
    if (mount("breakwire", folder.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) != 0) {
        fail_without_disk(folder.c_str());
    }
}

}  // namespace breakwire::harness
