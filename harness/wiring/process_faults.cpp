#include "harness/wiring/process_faults.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <vector>

namespace breakwire::harness {

namespace {

/// What comes of it is in the record; a fault does not wait for it.
void passed_over(const std::string&) {}

std::set<std::uint64_t> open_descriptors(pid_t process) {
    std::set<std::uint64_t> numbers;
    std::error_code gone;
    const std::filesystem::directory_iterator all("/proc/" + std::to_string(process) + "/fd", gone);
    for (const auto& entry : all) numbers.insert(std::stoull(entry.path().filename().string()));
    return numbers;
}

/// A new descriptor has the lowest number that is free, and the limit is one of numbers: below the
/// one returned, `free` are.
rlim_t limit_with_free(const std::set<std::uint64_t>& open, std::uint64_t free) {
    rlim_t limit = 0;
    for (std::uint64_t found = 0; found <= free; ++limit) found += open.contains(limit) ? 0 : 1;
    return limit - 1;
}

/// Writes until there is no more room, however much there was.
void write_until_full(int file) {
    std::vector<char> block(1 << 16);
    while (!block.empty()) {
        if (write(file, block.data(), block.size()) <= 0) block.resize(block.size() / 2);
    }
}

}  // namespace

bool BrokersMachine::kill() {
    if (!process_.running()) return false;
    process_.crash(passed_over);
    return true;
}

bool BrokersMachine::terminate() {
    if (!process_.running()) return false;
    process_.stop(passed_over);
    return true;
}

bool BrokersMachine::pause() {
    if (!process_.running()) return false;
    process_.pause(passed_over);
    return true;
}

bool BrokersMachine::resume() {
    if (!process_.running()) return false;
    process_.resume(passed_over);
    return true;
}

void BrokersMachine::start_after(Duration pause) {
    timers_.cancel(start_);
    start_ = timers_.after(pause, [this] {
        start_ = 0;
        if (!process_.running()) process_.start(passed_over);
    });
}

bool BrokersMachine::limit_descriptors(std::uint64_t free) {
    if (!process_.running()) return false;
    const pid_t pid = process_.process();
    rlimit usual{};
    if (prlimit(pid, RLIMIT_NOFILE, nullptr, &usual) != 0) return false;
    rlimit less = usual;
    less.rlim_cur = std::min(usual.rlim_cur, limit_with_free(open_descriptors(pid), free));
    if (prlimit(pid, RLIMIT_NOFILE, &less, nullptr) != 0) return false;
    if (!usual_limit_) usual_limit_ = usual;
    return true;
}

void BrokersMachine::lift_descriptor_limit() {
    // One that was started meanwhile has its limits from us.
    if (usual_limit_ && process_.running()) {
        prlimit(process_.process(), RLIMIT_NOFILE, &*usual_limit_, nullptr);
    }
    usual_limit_.reset();
}

bool BrokersMachine::fill_disk(DataSize left) {
    const int file = open(filler().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    write_until_full(file);
    const off_t size = lseek(file, 0, SEEK_END);
    const off_t kept = std::max<off_t>(0, size - static_cast<off_t>(left.bytes));
    const bool done = ftruncate(file, kept) == 0;
    close(file);
    return done;
}

void BrokersMachine::clear_disk() {
    std::error_code gone;
    std::filesystem::remove(filler(), gone);
}

}  // namespace breakwire::harness
