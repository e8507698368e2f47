#pragma once

#include <array>
#include <functional>
#include <vector>

#include "sim/base/timers.hpp"

namespace breakwire::devices {

/// Calls each of many workers once a second of simulated time, spread over the second: never all
/// at once, or ten thousand devices would send their PINGREQs in the same instant.
class Chores {
public:
    class Worker {
    public:
        virtual ~Worker() = default;
        /// May add and remove workers.
        virtual void do_chores() = 0;
    };
    using Place = std::size_t;  ///< which part of the second

    static constexpr Place places = 64;
    static constexpr Duration period = 1s;

    /// Every worker is removed before this goes.
    explicit Chores(Timers& timers) : timers_(timers) {}

    /// Workers get the parts of the second in turn.
    Place add(Worker& worker);
    void remove(Worker& worker, Place place);

private:
    struct Part {
        std::vector<Worker*> workers;
        Timers::Id timer = 0;  ///< set while there are workers
    };
    void arm(Place place);
    void work(Place place);

    Timers& timers_;
    std::array<Part, places> parts_{};
    Place next_ = 0;
};

}  // namespace breakwire::devices
