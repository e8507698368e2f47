#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "sim/io/child_process.hpp"
#include "sim/io/lockstep_protocol.hpp"

namespace breakwire::sim {

/// The leader's end of lock-step with one process: the shared block and the control channel.
class ControlChannel {
public:
    enum class Heard { report, end, nothing };

    /// `seed`: of all randomness the process asks for. Throws `EnvironmentError`.
    explicit ControlChannel(std::uint64_t seed);
    ~ControlChannel();
    ControlChannel(const ControlChannel&) = delete;
    ControlChannel& operator=(const ControlChannel&) = delete;

    lockstep::Block& block() { return *block_; }
    Instant now() const;
    void set_now(Instant now);

    /// Adds to `command` what makes `shim` take the process over.
    void lead(ChildCommand& command, const std::filesystem::path& shim) const;
    /// The process has been started: lets go of its ends.
    void started();

    /// Gives the process the turn; `descriptor`, if any, goes along. A process that has gone does
    /// not hear it: the next `listen` tells.
    void give(const lockstep::Grant& grant, int descriptor = -1);
    /// Waits for a report or for the end of the process, but no longer than `patience`.
    Heard listen();
    static constexpr std::chrono::milliseconds patience{20};
    const lockstep::Report& report() const { return report_; }

private:
    int memory_ = -1;
    int ours_ = -1;
    int theirs_ = -1;
    lockstep::Block* block_ = nullptr;
    lockstep::Report report_{};
};

/// Sends `message` through the SEQPACKET socket with `descriptor`, unless that is -1. Returns false
/// if nobody is at the other end.
bool send_with_descriptor(int socket, ByteView message, int descriptor);

}  // namespace breakwire::sim
