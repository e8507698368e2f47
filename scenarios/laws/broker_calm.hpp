#pragma once

#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// Since when the broker has been running undisturbed, so that it must do things in time.
///
/// It is disturbed while it starts, stops, is dead or paused, while it reloads, and while a fault
/// acts on its process or its machine. A lie is no disturbance: it is part of the broker.
class BrokerCalm {
public:
    void see(const sim::Event& event);

    /// Whether nothing has disturbed it from `since` until now.
    bool ever_since(Instant since) const { return running_ && faults_ == 0 && calm_ <= since; }

private:
    void broker(sim::BrokerState state, Instant at);

    bool running_ = true;  ///< a record without a word about the broker has a running one
    int faults_ = 0;
    Instant calm_ = Instant::min();
};

}  // namespace breakwire::scenarios
