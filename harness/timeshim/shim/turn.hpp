#pragma once

#include <cstdint>

#include "harness/timeshim/shim/held_signals.hpp"
#include "sim/io/lockstep_protocol.hpp"

/// Turns, and the one wait that all others come down to. Only for the main thread of a led process.
namespace breakwire::timeshim {

/// The leader's answer to a question.
struct Answer {
    sim::lockstep::Grant grant;
    int descriptor;  ///< -1 if the grant came without one
};

/// Asks the leader (`listening`, `connecting`) and waits for the answer. Signals that arrive
/// meanwhile are delivered before this returns.
Answer ask(const sim::lockstep::Report& question);

/// Lets the leader see what has happened; no time passes.
void show_leader();

/// Tells the leader that the process ends.
void report_exiting();

/// How a wait differs from most.
struct WaitOptions {
    const SignalSet* mask = nullptr;  ///< the signals blocked meanwhile; nullptr: the thread's own
    bool restarts = false;            ///< SA_RESTART lets it go on
    bool settles = false;             ///< other threads must sleep before time passes
};

/// What a wait waits for.
struct Wait {
    /// Looks whether it is there, without waiting: 0 if not, else what the wait is to return.
    long (*look)(void* subject);
    void* subject;
    std::uint64_t wake;  ///< the instant at which it ends with 0
    WaitOptions options;
};

/// Waits in simulated time. Returns what `look` returned, 0 at `wake`, or -EINTR.
long wait(const Wait& what);

/// The same for something that can be called.
template <typename Look>
long wait_for(Look look, std::uint64_t wake, WaitOptions options = {}) {
    const auto call = [](void* subject) -> long { return (*static_cast<Look*>(subject))(); };
    return wait({call, &look, wake, options});
}

/// Grows whenever something outside the main thread may have happened: another thread has run, or
/// the leader has had the turn.
std::uint64_t outside_events();

/// One clock read, or one wait without time. Many of them with nothing between them mean that the
/// process waits for time to pass by asking for it, which would never end.
void count_impatience();

}  // namespace breakwire::timeshim
