#include "sim/faults/duty_cycle.hpp"

#include <cmath>

namespace breakwire::sim {

namespace {

Duration times(Duration duration, double factor) {
    return Duration(std::llround(static_cast<double>(duration.count()) * factor));
}

}  // namespace

Fields<DutyCycle> DutyCycle::fields() {
    return device_fields<DutyCycle>("duty_cycle",
                                    "the device may send for a share of the time only; the rest "
                                    "waits")
        .required("percent", &DutyCycle::percent_, "the share, e.g. 1")
        .optional("period", &DutyCycle::period_,
                  "it may send during that share of each period, at its start")
        .optional(
            "rate", &DutyCycle::rate_,
            "or: silence after each segment for as long as its time on air at this rate asks");
}

void DutyCycle::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (!(percent_ > 0 && percent_ < 100)) at.fail("percent", "must be above 0 and below 100");
    if (period_ && rate_) at.fail("rate", "cannot go with period");
    if (!period_ && !rate_) at.fail("percent", "needs a period or a rate to be a share of");
    if (period_ == Duration{}) at.fail("period", "must be longer than nothing");
}

void DutyCycle::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    if (segment.direction() != Direction::up) return;
    const Instant when = period_ ? next_in_period() : next_after_air_time(segment);
    if (when > now()) segment.hold(*this, when);
}

Instant DutyCycle::next_in_period() const {
    const Duration into = (now() - began()) % *period_;
    return into < times(*period_, percent_ / 100) ? now() : now() + *period_ - into;
}

Instant DutyCycle::next_after_air_time(const SegmentInFlight& segment) {
    const auto device = silent_until_.try_emplace(std::string(segment.seen().device), now()).first;
    const Instant start = std::max(now(), device->second);
    device->second = start + times(rate_->time_for(segment.size()), 100 / percent_);
    return start;
}

}  // namespace breakwire::sim
