#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/base/time.hpp"

namespace breakwire::sim {

/// The SystemC scheduler, led from outside: it moves when a `TimeDriver` tells it to and never by
/// itself. One per process, which elaborates once.
///
/// Constructed before any `sc_time` or module exists. The modules of the world are made next; the
/// first `advance_to` ends elaboration. No channel may attach itself as suspending: `sc_start`
/// would then not come back (measured with 2.3.4).
class Kernel {
public:
    enum class Severity { info, warning };
    /// Hears what modules say through SC_REPORT_INFO and SC_REPORT_WARNING.
    using Listener = std::function<void(Severity, const std::string& text)>;

    /// Sets the resolution to 1 ns (584 years of range; the default 1 ps ends after 213 days) and
    /// takes over SystemC's reports. An error or a fatal one prints its message and aborts.
    explicit Kernel(Listener listener = nullptr);
    ~Kernel();
    Kernel(const Kernel&) = delete;
    Kernel& operator=(const Kernel&) = delete;

    Instant now() const;

    /// Runs everything due up to and including `when`; at the present instant, what is pending. An
    /// instant in the past counts as the present. Throws what `guarded` caught. Not to be called
    /// from inside the kernel.
    void advance_to(Instant when);

    /// When something happens next: now, if work is pending at the present instant; nothing if the
    /// world is at rest.
    std::optional<Instant> next_event() const;

    /// Whether a process of the kernel is running at the moment.
    bool running() const { return running_; }

    /// Calls `body`, to be used around whatever a process calls that may throw: an exception that
    /// leaves a process would lose its type and stop SystemC for good. Returns false if it threw;
    /// the kernel then pauses and `advance_to` throws what was caught.
    static bool guarded(const std::function<void()>& body);

private:
    void run_pending();

    bool running_ = false;
};

}  // namespace breakwire::sim
