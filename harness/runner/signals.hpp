#pragma once

#include <signal.h>

#include <optional>

namespace breakwire::harness {

/// Turns the signals that concern a runner (a child's end, Ctrl-C, SIGTERM, SIGHUP) into a
/// descriptor that can be polled, for as long as it lives. SIGPIPE is ignored meanwhile.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    int descriptor() const { return descriptor_; }
    /// The next signal that came, or nothing.
    std::optional<int> next();

    /// In a forked child: signals are to it what they were before this object was made.
    void give_back() const;

private:
    int descriptor_;
    sigset_t mask_before_{};
    struct sigaction pipe_before_ {};
};

}  // namespace breakwire::harness
