#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/io/lockstep_protocol.hpp"

namespace breakwire::harness {

namespace lockstep = sim::lockstep;

constexpr std::uint64_t second = 1'000'000'000;
constexpr std::uint64_t millisecond = 1'000'000;

/// Posts connection `number` from 10.0.0.`number`:50000; returns our end.
int post(int listener, std::uint32_t number);

/// Leads one process by hand: a test says what it is granted and looks at what it reports.
///
/// Whatever takes longer than some seconds of real time is thrown as std::runtime_error with what
/// the process has written so far. The process ends with this object.
class PaperLeader {
public:
    PaperLeader();
    ~PaperLeader();
    PaperLeader(const PaperLeader&) = delete;
    PaperLeader& operator=(const PaperLeader&) = delete;

    /// What the process starts with may be set here before `start`.
    lockstep::Block& block() { return *block_; }

    /// Starts a program under the shim. It has the turn.
    void start(const std::vector<std::string>& command);

    /// The next report. Throws if the process ends instead.
    lockstep::Report report();

    void grant(lockstep::Grant grant = {}, int descriptor = -1);

    /// Grants a turn at `now`, in which it may look ahead to just before `limit`.
    void grant_at(std::uint64_t now, std::uint64_t limit = 0);

    /// Grants it all the time it asks for until it waits for longer than `end`, exits, or asks;
    /// returns that report.
    lockstep::Report run_until(std::uint64_t end);

    /// As `run_until` without an end, then everything the process wrote.
    std::string run_to_exit();

    // Our ends of sockets; the caller closes them.

    /// Awaits that the process listens and lets it. `Posted` messages go into what is returned.
    int let_listen(std::uint16_t port);
    /// Awaits that the process connects; the caller answers.
    lockstep::Report connecting();
    /// Lets it, as connection `number` from 10.0.0.99:40000.
    int let_connect(std::uint32_t number);

    void signal(int number) const;

    /// Waits for its end. The exit status, or minus the number of the signal that killed it.
    int await_exit();

    /// What it has written to standard output and error so far.
    const std::string& output();

    /// Our end of the control channel, to be gone from one side.
    void leave();

    pid_t pid() const { return pid_; }

private:
    void become(const std::vector<std::string>& command, int control, int output) const;
    bool await_message();
    void read_output(std::size_t limit);
    [[noreturn]] void give_up(const std::string& what);

    int block_descriptor_ = -1;
    lockstep::Block* block_ = nullptr;
    int control_ = -1;
    int output_ = -1;
    std::string text_;
    pid_t pid_ = -1;
};

}  // namespace breakwire::harness
