#include "scenarios/steps/await.hpp"

#include <utility>

namespace breakwire::scenarios {

void Await::begin(Stage& stage, Duration limit, IsIt is_it, Over over,
                  const std::vector<std::string>& devices) {
    timers_ = &stage.timers();
    over_ = std::move(over);
    deadline_ = timers_->after(limit, [this] { end(false); });
    watch_.begin(
        stage, stage.evidence_from(),
        [this, is_it = std::move(is_it)](const sim::Event& event) {
            if (is_it(event)) end(true);
        },
        devices);
}

void Await::end(bool in_time) {
    if (in_time) timers_->cancel(deadline_);
    watch_.stop();
    const Over over = std::exchange(over_, nullptr);
    if (over) over(in_time);
}

bool is_device(const sim::Event& event, const std::string& name, sim::DeviceState state) {
    const auto* seen = event.as<sim::DeviceEvent>();
    return seen != nullptr && seen->device == name && seen->state == state;
}

}  // namespace breakwire::scenarios
