#include "harness/cli/folder_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

/// Not IN_MODIFY: who reads a file while it is being written sees a part of it.
constexpr unsigned finished_changes =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;

}  // namespace

FolderWatch::FolderWatch() : descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (descriptor_ < 0) {
        throw EnvironmentError("cannot watch files: " + std::generic_category().message(errno));
    }
}

FolderWatch::~FolderWatch() { close(descriptor_); }

bool FolderWatch::add(const std::filesystem::path& folder) {
    const int watch = inotify_add_watch(descriptor_, folder.c_str(), finished_changes);
    if (watch < 0) {
        throw EnvironmentError("cannot watch " + folder.string() + ": " +
                               std::generic_category().message(errno));
    }
    return folders_.insert_or_assign(watch, folder).second;
}

std::set<std::filesystem::path> FolderWatch::changes() {
    std::set<std::filesystem::path> changed;
    alignas(inotify_event) std::array<char, 16'384> buffer;
    for (;;) {
        const ssize_t size = read(descriptor_, buffer.data(), buffer.size());
        if (size <= 0) return changed;
        for (ssize_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            take(event->wd, event->mask, event->len > 0 ? event->name : "", changed);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
    }
}

void FolderWatch::take(int watch, unsigned what, const char* name,
                       std::set<std::filesystem::path>& changed) {
    if ((what & IN_Q_OVERFLOW) != 0) {
        for (const auto& [_, folder] : folders_) changed.insert(folder);
    } else if ((what & IN_IGNORED) != 0) {
        folders_.erase(watch);  // the folder is gone
    } else if ((what & IN_CREATE) == 0 || (what & IN_ISDIR) != 0) {
        // A new file is told of once it has been written.
        changed.insert(folders_.at(watch) / name);
    }
}

}  // namespace breakwire::harness
