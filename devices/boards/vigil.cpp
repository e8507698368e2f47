#include "devices/boards/vigil.hpp"

#include <utility>

namespace breakwire::devices {

void Vigil::begin(Matter matter) {
    if (matter.met()) return matter.done("");
    matter_ = std::move(matter);
    deadline_ = timers_.after(matter_->within, [this] { give_up(); });
}

void Vigil::look() {
    if (matter_ && matter_->met()) over().done("");
}

void Vigil::give_up() {
    if (!matter_) return;
    const Matter last = over();
    last.done(last.met() ? "" : last.failure() + " within " + to_string(last.within));
}

/// Whoever hears of the end may wait for the next thing.
Vigil::Matter Vigil::over() {
    timers_.cancel(std::exchange(deadline_, 0));
    return *std::exchange(matter_, std::nullopt);
}

}  // namespace breakwire::devices
