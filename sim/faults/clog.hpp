#pragma once

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// Holds one direction of the device's link for `lasts`, give or take up to `jitter` (uniform), and
/// then lets go what it held, in its order; with `every` again at each of these intervals.
///
/// The other direction works meanwhile: what was sent is not acknowledged, but what comes is heard.
/// The word is FoundationDB's, whose simulation clogs one direction between two machines.
class Clog final : public TimedFault {
public:
    static Fields<Clog> fields() {
        return device_fields<Clog>("clog", "holds one direction of a device's link for a while")
            .required("direction", &Clog::direction_,
                      "up is from the device to the broker, down the way back")
            .required("lasts", &Clog::lasts_, "how long it holds, e.g. 2s")
            .optional("jitter", &Clog::jitter_, "uniform spread around it; at most `lasts`")
            .optional("every", &Clog::every_, "holds again at these intervals; once if absent");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        if (lasts_ == Duration{}) at.fail("lasts", "must be longer than nothing");
        if (jitter_ > lasts_) at.fail("jitter", "is larger than lasts");
        if (every_ && *every_ < lasts_ + jitter_) {
            at.fail("every", "is shorter than one clog may last");
        }
    }
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override {
        if (segment.direction() != direction_) return;
        const Instant end = present_end();
        if (now() < end) segment.hold(*this, end);
    }

private:
    /// When the last clog that has begun is over.
    Instant present_end() const {
        const auto turn = every_ ? (now() - began()) / *every_ : 0;
        const Instant start = began() + turn * every_.value_or(Duration{});
        const auto ordinal = static_cast<std::uint64_t>(turn);
        return start + lasts_ + luck().uniform("clog", ordinal, -jitter_, jitter_);
    }

    Direction direction_{};
    Duration lasts_{};
    Duration jitter_{};
    std::optional<Duration> every_;
};

}  // namespace breakwire::sim
