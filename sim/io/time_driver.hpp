#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/record/event.hpp"

namespace breakwire::sim {

/// Somebody outside the kernel who lives in simulated time: a broker under the time shim, a client
/// library whose clock is redirected, a broker written by hand in a test. The three questions are
/// all that a driver which jumps asks of it.
class Participant {
public:
    virtual ~Participant() = default;
    /// When it wants to run next by itself, if nothing reaches it before.
    virtual std::optional<Instant> next_deadline() = 0;
    /// Time is `now`; do what is due. As long as nobody else can notice anything of it, it may go
    /// on by itself to later instants before `horizon` (look-ahead). Returns the instant it stands
    /// at.
    virtual Instant advance(Instant now, Instant horizon) = 0;
    /// Called after `advance`, with everybody at the instant it returned: what others can notice
    /// becomes theirs now.
    virtual void deliver() {}
    /// Whether it has done all it can do at the present instant.
    virtual bool quiescent() = 0;
};

/// Owns time: the one loop of a case, the only code that waits or reads a clock. A `WallDriver`
/// waits for the wall clock, a `JumpDriver` never waits.
class TimeDriver {
public:
    virtual ~TimeDriver() = default;

    /// Runs until `stop` returns true, asked after every step. Returns false if nothing can ever
    /// happen again while `stop` is still false.
    virtual bool run(const std::function<bool()>& stop) = 0;

    /// Whoever brings something in from outside (bytes from a socket, a line of a log, the end of a
    /// child) calls this first, so that it happens at the instant it arrives at. Not from inside
    /// the kernel.
    virtual void enter() = 0;

    /// `participant` must outlive the driver's `run`.
    virtual void join(Participant& participant) = 0;

    /// How far behind the wall clock events were; nothing where no wall clock is involved.
    virtual std::optional<Lateness> lateness() const { return std::nullopt; }
};

}  // namespace breakwire::sim
