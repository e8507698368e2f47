#pragma once

#include <cstdint>
#include <functional>

#include "sim/base/time.hpp"

namespace breakwire {

/// Simulated time for those who know nothing of SystemC: what time it is, and calls at a later one.
///
/// Implemented by the kernel (`sim/kernel`), by hand in unit tests. Calls due at the same instant
/// come in the order they were asked for. Not thread-safe: all of a case lives on one thread.
class Timers {
public:
    using Id = std::uint64_t;  ///< never 0

    virtual ~Timers() = default;
    virtual Instant now() const = 0;
    /// Calls `what` at `when`; at the present instant, but after the caller is done, if it is past.
    virtual Id at(Instant when, std::function<void()> what) = 0;
    /// Forgets a call that has not come yet; any other id is passed over.
    virtual void cancel(Id id) = 0;

    Id after(Duration delay, std::function<void()> what) {
        return at(now() + delay, std::move(what));
    }
};

}  // namespace breakwire
