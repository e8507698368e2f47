#include "harness/timeshim/shim/threads.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cstdint>

#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

constexpr const char* task_folder = "/proc/self/task";

/// What getdents64 writes.
struct Entry {
    std::uint64_t inode;
    std::int64_t next;
    unsigned short size;
    unsigned char type;
    char name[1];
};

/// All other threads, at one look.
struct Look {
    bool asleep;
    std::uint64_t count;
    std::uint64_t switches;  ///< how often they have gone to sleep, all together
    bool operator==(const Look&) const = default;
};

/// As they were when they were last known to sleep, all of them.
constinit Look settled{false, 0, 0};

/// A file of /proc as text; empty if the thread has just ended.
void read_file(const char* path, char* text, std::size_t size) {
    text[0] = '\0';
    const long file = raw::call(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    const long count = raw::call(SYS_read, file, text, size - 1);
    text[count > 0 ? count : 0] = '\0';
    raw::call(SYS_close, file);
}

void look_at(int thread, Look& look) {
    char path[64];
    snprintf(path, sizeof path, "%s/%d/status", task_folder, thread);
    char text[4096];
    read_file(path, text, sizeof text);
    const char* state = strstr(text, "\nState:\t");
    if (state != nullptr && (state[8] == 'R' || state[8] == 'D')) look.asleep = false;
    const char* switches = strstr(text, "\nvoluntary_ctxt_switches:\t");
    ++look.count;
    if (switches != nullptr) look.switches += strtoull(switches + 26, nullptr, 10);
}

void look_at_all_in(const char* entries, long size, Look& look) {
    for (long at = 0; at < size;) {
        const auto* entry = reinterpret_cast<const Entry*>(entries + at);
        const int thread = atoi(entry->name);
        if (thread > 0 && thread != main_thread()) look_at(thread, look);
        at += entry->size;
    }
}

Look look_at_all() {
    Look look{true, 0, 0};
    const long folder = raw::call(SYS_openat, AT_FDCWD, task_folder, O_RDONLY | O_CLOEXEC);
    if (folder < 0) return look;
    alignas(Entry) char entries[4096];
    long size = 0;
    while ((size = raw::call(SYS_getdents64, folder, entries, sizeof entries)) > 0) {
        look_at_all_in(entries, size, look);
    }
    raw::call(SYS_close, folder);
    return look;
}

}  // namespace

bool has_other_threads() {
    struct stat about {};
    // Each thread is a folder in this one, which has two links of its own.
    return raw::call(SYS_stat, task_folder, &about) == 0 && about.st_nlink > 3;
}

bool settle_threads() {
    if (!has_other_threads()) return false;
    Look before = look_at_all();
    // None has slept anew since all of them slept: none has run.
    if (before == settled) return false;
    for (;;) {
        // One look takes a while, in which a thread seen asleep may be woken by one not seen yet.
        // If in two looks all sleep, and none has slept anew, none has run in between.
        const Look now = look_at_all();
        if (now.asleep && now == before) break;
        before = now;
        raw::call(SYS_sched_yield);
    }
    settled = before;
    return true;
}

}  // namespace breakwire::timeshim
