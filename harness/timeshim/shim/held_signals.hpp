#pragma once

#include <cstdint>

namespace breakwire::timeshim {

/// A set of signals as the kernel takes it: bit n-1 is signal n.
using SignalSet = std::uint64_t;

/// Whether signals that arrived while they were held end a wait.
enum class Arrived {
    nothing,      ///< none, or only such as are blocked or ignored: the wait goes on
    handled,      ///< a handler ran: the wait ends with EINTR
    restartable,  ///< the same, but all handlers have SA_RESTART
};

/// Holds back all signals while it lives.
///
/// While the leader has the turn no code of the program may run, signal handlers included. What
/// arrives meanwhile is delivered by `release`.
class HeldSignals {
public:
    HeldSignals();
    ~HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    /// Delivers what has arrived, as a wait with the signal mask `mask` would (nullptr: the
    /// thread's own), and says what that means for the wait.
    Arrived release(const SignalSet* mask);

    /// Whether anything has arrived, blocked or not.
    bool any() const;

private:
    SignalSet before_ = 0;
    bool held_ = true;
};

}  // namespace breakwire::timeshim
