#pragma once

#include <cmath>
#include <numbers>

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// mean + amplitude x sin(2 pi (elapsed + phase) / period).
class Sine final : public Waveform {
public:
    static Fields<Sine> fields() {
        return Fields<Sine>("sine", "swings around a mean")
            .optional("mean", &Sine::mean_, "the middle")
            .optional("amplitude", &Sine::amplitude_, "how far it swings from there")
            .required("period", &Sine::period_, "how long one swing takes")
            .optional("phase", &Sine::phase_, "where in the period it starts");
    }
    void validate(const Places& at) const {
        if (period_ <= Duration{}) at.fail("period", "is zero");
    }
    double at(const Sample& sample, Memo&) const override {
        // Whole periods are taken off before anything is rounded, so hour 1000 equals hour 0.
        const Duration within = (sample.elapsed + phase_) % period_;
        const double turns =
            static_cast<double>(within.count()) / static_cast<double>(period_.count());
        return mean_ + amplitude_ * std::sin(2 * std::numbers::pi * turns);
    }

private:
    double mean_ = 0;
    double amplitude_ = 1;
    Duration period_{1s};
    Duration phase_{};
};

}  // namespace breakwire::devices
