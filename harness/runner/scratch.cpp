#include "harness/runner/scratch.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "harness/runner/sessions.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

constexpr const char* prefix = "breakwire-";
constexpr const char* lock_name = "lock";

std::filesystem::path parent_folder() {
    std::error_code failure;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(failure);
    if (failure) throw EnvironmentError("no temp directory: " + failure.message());
    return std::filesystem::canonical(folder);
}

/// Whether an open file is still in a folder: its owner may have removed it and let go of it since.
bool has_name(int file) {
    struct stat about {};
    return fstat(file, &about) == 0 && about.st_nlink > 0;
}

/// The descriptor of the locked file, or -1 if it is not there or somebody holds it.
int lock(const std::filesystem::path& path, int flags) {
    const int file = open(path.c_str(), O_RDWR | O_CLOEXEC | flags, 0600);
    if (file < 0) return file;
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && has_name(file)) return file;
    close(file);
    return -1;
}

/// The same for a folder that is new. A sweep of others never sees the file without its lock, and
/// so never takes the folder for one that was left behind.
int lock_new(const std::filesystem::path& folder) {
    const std::filesystem::path fresh = folder / "lock.new";
    const int file = lock(fresh, O_CREAT);
    if (file < 0 || std::rename(fresh.c_str(), (folder / lock_name).c_str()) == 0) return file;
    close(file);
    return -1;
}

void remove_tree(const std::filesystem::path& folder) {
    std::error_code gone;
    std::filesystem::remove_all(folder, gone);
}

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string name = (parent_folder() / prefix).string() + "XXXXXX";
    if (mkdtemp(name.data()) == nullptr) {
        throw EnvironmentError("cannot make a temp directory " + name + ": " +
                               std::strerror(errno));
    }
    path_ = name;
    lock_ = lock_new(path_);
    if (lock_ < 0) throw EnvironmentError("cannot lock " + (path_ / lock_name).string());
}

ScratchFolder::~ScratchFolder() {
    remove_tree(path_);
    close(lock_);
}

int sweep_scratch() {
    int swept = 0;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(parent_folder(), failure)) {
        if (entry.path().filename().string().rfind(prefix, 0) != 0) continue;
        const int file = lock(entry.path() / lock_name, 0);
        if (file < 0) continue;
        kill_processes_in(entry.path());
        remove_tree(entry.path());
        close(file);
        ++swept;
    }
    return swept;
}

}  // namespace breakwire::harness
