#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/base/timers.hpp"

namespace breakwire::devices {

/// Waits for one thing at a time: until it has come about, or for so long.
class Vigil {
public:
    using Done = std::function<void(const std::string& problem)>;

    /// What is waited for.
    struct Matter {
        std::function<bool()> met;
        std::function<std::string()> failure;  ///< what is wrong if it does not come about
        Duration within{};
        Done done;
    };

    /// `timers` must outlive it.
    explicit Vigil(Timers& timers) : timers_(timers) {}
    ~Vigil() { timers_.cancel(deadline_); }
    Vigil(const Vigil&) = delete;
    Vigil& operator=(const Vigil&) = delete;

    /// Calls `done` once: at once if it has come about, else from `look` or at the deadline, then
    /// with "<failure> within 5s". Only while nothing else is waited for.
    void begin(Matter matter);
    /// To be called whenever something has changed.
    void look();

private:
    void give_up();
    Matter over();

    Timers& timers_;
    std::optional<Matter> matter_;
    Timers::Id deadline_ = 0;
};

}  // namespace breakwire::devices
