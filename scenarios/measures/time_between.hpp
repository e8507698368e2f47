#pragma once

#include <map>

#include "scenarios/measures/figure.hpp"
#include "scenarios/measures/measure.hpp"
#include "scenarios/measures/moment.hpp"

namespace breakwire::scenarios {

/// Simulated time from one moment to the first of another kind after it, in seconds.
///
/// What begins again before it has ended goes on from its first beginning, and what has not ended
/// when the case is over is no sample. Where both moments are of the same device or fleet, each
/// device has its own.
class TimeBetween final : public Measure {
public:
    static Fields<TimeBetween> fields();

    void settle(const Cast& cast, Mistakes& mistakes) override;
    void see(const sim::Event& event) override;
    std::optional<double> value() const override { return figure_.of(samples_); }
    std::string unit() const override { return "s"; }

private:
    Moment from_;
    Moment to_;
    Figure figure_;

    bool device_by_device_ = false;
    std::map<std::string, Instant> begun_;
    std::vector<double> samples_;
};

}  // namespace breakwire::scenarios
