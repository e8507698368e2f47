#pragma once

#include <algorithm>

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// A straight line between two values, then the end value or, with `repeat`, the line once more.
class Ramp final : public Waveform {
public:
    static Fields<Ramp> fields() {
        return Fields<Ramp>("ramp", "rises or falls evenly")
            .required("from", &Ramp::from_, "the first value")
            .required("to", &Ramp::to_, "the last value")
            .required("over", &Ramp::over_, "how long it takes from one to the other")
            .optional("repeat", &Ramp::repeat_, "begin again at the end (a sawtooth)");
    }
    void validate(const Places& at) const {
        if (over_ <= Duration{}) at.fail("over", "is zero");
    }
    double at(const Sample& sample, Memo&) const override {
        const Duration along = repeat_ ? sample.elapsed % over_ : std::min(sample.elapsed, over_);
        const double share =
            static_cast<double>(along.count()) / static_cast<double>(over_.count());
        return from_ + (to_ - from_) * share;
    }

private:
    double from_ = 0;
    double to_ = 1;
    Duration over_{1s};
    bool repeat_ = false;
};

}  // namespace breakwire::devices
