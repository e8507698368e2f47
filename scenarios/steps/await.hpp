#pragma once

#include "scenarios/steps/step.hpp"
#include "scenarios/steps/watch.hpp"

namespace breakwire::scenarios {

/// Waits until the record shows that what a step set going is over, or until a limit has passed.
/// Lives with its step.
class Await {
public:
    /// Whether `event` is the one.
    using IsIt = std::function<bool(const sim::Event& event)>;
    using Over = std::function<void(bool in_time)>;

    /// Looks at events from the last action on. `over` is called once.
    /// With `devices`, at events about these alone.
    void begin(Stage& stage, Duration limit, IsIt is_it, Over over,
               const std::vector<std::string>& devices = {});

private:
    void end(bool in_time);

    Watch watch_;
    Timers* timers_ = nullptr;
    Timers::Id deadline_ = 0;
    Over over_;
};

/// Whether `event` is what device `name` says of itself: `state`.
bool is_device(const sim::Event& event, const std::string& name, sim::DeviceState state);

}  // namespace breakwire::scenarios
