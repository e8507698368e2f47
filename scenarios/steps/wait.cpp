#include "scenarios/steps/wait.hpp"

#include <algorithm>

#include "scenarios/steps/within.hpp"

namespace breakwire::scenarios {

Fields<Wait> Wait::fields() {
    return Fields<Wait>("wait", "lets simulated time pass")
        .optional("for", &Wait::for_, "how long")
        .optional("delay", &Wait::delay_,
                  "until the broker must have done what is due so long after the last action")
        .shorthand("for")
        .example("wait: 5s");
}

void Wait::validate(const Places& places) const {
    if (for_.has_value() == delay_.has_value()) places.fail("for", "or delay has to say how long");
}

std::string Wait::text() const {
    return for_ ? "wait " + to_string(*for_) : "wait for what is due after " + to_string(*delay_);
}

TimeSpan Wait::takes(const TimeSpan& since) const {
    if (for_) return {*for_, *for_};
    const Duration due = delay_.value_or(Duration{});
    return {std::max(due - since.most, Duration{}), std::max(due - since.least, Duration{}), true};
}

void Wait::begin(Stage& stage, Done done) {
    Timers& timers = stage.timers();
    Instant end = timers.now();
    if (for_) {
        end += *for_;
    } else {
        std::string none;
        const auto due = Span::resolve(Within{Within::Kind::delay, {}, *delay_}, stage, none);
        end = std::max(end, due->to() + Duration{1});
    }
    timers.at(end, [done = std::move(done)] { done({}); });
}

}  // namespace breakwire::scenarios
