#include "harness/timeshim/shim/process.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/held_signals.hpp"
#include "harness/timeshim/shim/outputs.hpp"
#include "harness/timeshim/shim/randomness.hpp"
#include "harness/timeshim/shim/raw.hpp"
#include "harness/timeshim/shim/turn.hpp"

namespace breakwire::timeshim {
namespace {

namespace lockstep = sim::lockstep;

struct Process {
    std::atomic<bool> started;
    Block* block;
    int block_descriptor;
    int control;
    pid_t main_thread;
};
constinit Process process{false, nullptr, -1, -1, 0};

__attribute__((tls_model("initial-exec"))) constinit thread_local pid_t this_thread = 0;

/// Programs expect the lowest numbers for what they open; some close all they do not know.
constexpr int first_descriptor_of_ours = 1000;

void say(const char* text) { raw::call(SYS_write, STDERR_FILENO, text, strlen(text)); }

[[noreturn]] void end(const char* why, int status) {
    // If nobody reads standard error any more, the exit status must still be ours, not SIGPIPE's.
    const HeldSignals held;
    say("breakwire-timeshim: ");
    say(why);
    say("\n");
    for (;;) raw::call(SYS_exit_group, status);
}

/// Puts a descriptor of ours out of the program's way; returns where it is now.
int move_away(int descriptor) {
    long moved = raw::call(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, first_descriptor_of_ours);
    // The process may have few descriptors.
    if (moved < 0) moved = raw::call(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, 0);
    if (moved < 0) cannot_lead("no descriptor is left for the shim");
    raw::call(SYS_close, descriptor);
    return static_cast<int>(moved);
}

/// The descriptor that a variable names; -1 if the variable is not set.
int take(const char* variable) {
    const char* text = getenv(variable);
    if (text == nullptr) return -1;
    const int given = atoi(text);
    unsetenv(variable);
    return move_away(given);
}

Block* map(int descriptor) {
    const long at = raw::call(SYS_mmap, nullptr, sizeof(Block), PROT_READ | PROT_WRITE, MAP_SHARED,
                              descriptor, 0);
    if (at < 0 && at > -4096) cannot_lead("the leader's block cannot be mapped");
    auto* block = reinterpret_cast<Block*>(at);
    if (block->magic_number != lockstep::magic || block->version_number != lockstep::version) {
        cannot_lead("this shim and its leader are of different versions");
    }
    return block;
}

/// A forked child has no leader: nothing would ever give it the turn.
void forget_leader() {
    process.block = nullptr;
    raw::call(SYS_close, process.control);
    raw::call(SYS_close, process.block_descriptor);
}

/// Libraries' constructors may ask for the time before ours runs, so whoever comes first starts us.
void start() {
    process.started.store(true, std::memory_order_relaxed);
    process.block_descriptor = take(lockstep::block_variable);
    process.control = take(lockstep::control_variable);
    if (process.block_descriptor < 0 || process.control < 0) return;
    process.main_thread = getpid();
    Block* block = map(process.block_descriptor);
    seed_randomness(block->seed);
    find_outputs();
    process.block = block;
    // If another program was executed, what it did not hand on is closed now.
    if (block->serials > 0) end_tracking_of_closed();
}

/// Not in `start`: it allocates, and whoever came first may have been the allocator.
__attribute__((constructor)) void begin() {
    if (led() != nullptr) pthread_atfork(nullptr, nullptr, forget_leader);
}

/// Whatever destructors still do, no thread takes turns any more; clocks stay as they are.
__attribute__((destructor)) void finish() {
    if (owner() == nullptr) return;
    report_exiting();
    process.main_thread = 0;
}

}  // namespace

Block* led() {
    if (!process.started.load(std::memory_order_relaxed)) [[unlikely]] {
        // Before libc has begun there is no environment to look into.
        if (environ == nullptr) return nullptr;
        start();
    }
    return process.block;
}

Block* owner() {
    Block* block = led();
    if (block == nullptr) return nullptr;
    if (this_thread == 0) this_thread = static_cast<pid_t>(raw::call(SYS_gettid));
    return this_thread == process.main_thread ? block : nullptr;
}

pid_t main_thread() { return process.main_thread; }

int control() { return process.control; }

bool is_ours(int descriptor) {
    return process.block != nullptr &&
           (descriptor == process.control || descriptor == process.block_descriptor);
}

unsigned next_of_ours(unsigned number) {
    unsigned next = ~0u;
    for (const int ours : {process.control, process.block_descriptor}) {
        const auto at = static_cast<unsigned>(ours);
        if (process.block != nullptr && at >= number) next = std::min(next, at);
    }
    return next;
}

void make_way(int descriptor) {
    if (!is_ours(descriptor)) return;
    int& ours = descriptor == process.control ? process.control : process.block_descriptor;
    ours = move_away(descriptor);
}

void keep_on_exec(bool on) {
    for (const int ours : {process.control, process.block_descriptor}) {
        raw::call(SYS_fcntl, ours, F_SETFD, on ? 0 : FD_CLOEXEC);
    }
}

void name_ours(char* block_entry, char* control_entry, std::size_t size) {
    snprintf(block_entry, size, "%s=%d", lockstep::block_variable, process.block_descriptor);
    snprintf(control_entry, size, "%s=%d", lockstep::control_variable, process.control);
}

void cannot_lead(const char* why) { end(why, lockstep::exit_cannot_lead); }

void leader_gone() { end("the leader is gone", lockstep::exit_leader_gone); }

}  // namespace breakwire::timeshim
