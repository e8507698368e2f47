#pragma once

#include <functional>
#include <map>

#include "sim/base/time.hpp"

namespace breakwire::scenarios {

/// What a law has to look at once the record has passed an instant.
///
/// A law hears of time only through the stamps of events, so things come due in `run_before`. What
/// happens at the very instant of a deadline is still in time: a task runs when the record is past
/// it.
class Agenda {
public:
    using Task = std::function<void()>;

    void add(Instant when, Task task) { tasks_.emplace(when, std::move(task)); }

    /// Runs what was due before `now`, earliest first; tasks of one instant in the order they were
    /// added. A task may add others.
    void run_before(Instant now) {
        while (!tasks_.empty() && tasks_.begin()->first < now) {
            const Task task = std::move(tasks_.begin()->second);
            tasks_.erase(tasks_.begin());
            task();
        }
    }

    void clear() { tasks_.clear(); }

private:
    std::multimap<Instant, Task> tasks_;
};

}  // namespace breakwire::scenarios
