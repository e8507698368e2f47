#pragma once

#include <limits>

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Each sample is the one before, give or take up to `step` (uniform). Limits reflect.
///
/// The draw belongs to the sample's ordinal, so the walk is the same whoever else draws; from the
/// memo it goes on where it was, without one it walks from the start.
class RandomWalk final : public Waveform {
public:
    static Fields<RandomWalk> fields();
    void validate(const Places& at) const;
    double at(const Sample& sample, Memo& memo) const override;

private:
    double within_limits(double value) const;

    double start_ = 0;
    double step_ = 1;
    double min_ = std::numeric_limits<double>::lowest();
    double max_ = std::numeric_limits<double>::max();
};

}  // namespace breakwire::devices
