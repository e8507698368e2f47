#include "devices/stacks/chores.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::devices {

Chores::Place Chores::add(Worker& worker) {
    const Place place = next_++ % places;
    parts_[place].workers.push_back(&worker);
    if (parts_[place].timer == 0) arm(place);
    return place;
}

void Chores::remove(Worker& worker, Place place) {
    Part& part = parts_[place];
    std::erase(part.workers, &worker);
    if (part.workers.empty()) timers_.cancel(std::exchange(part.timer, 0));
}

/// The next instant that lies `place` parts into a second.
void Chores::arm(Place place) {
    const Duration offset = period * static_cast<Duration::rep>(place) / places;
    const Duration now = timers_.now().time_since_epoch();
    const Duration into = (now - offset + period) % period;
    parts_[place].timer = timers_.after(period - into, [this, place] { work(place); });
}

void Chores::work(Place place) {
    Part& part = parts_[place];
    arm(place);
    const std::vector<Worker*> round = part.workers;
    for (Worker* each : round) {
        const bool still_here = std::ranges::find(part.workers, each) != part.workers.end();
        if (still_here) each->do_chores();
    }
}

}  // namespace breakwire::devices
