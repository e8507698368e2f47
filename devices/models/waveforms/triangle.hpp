#pragma once

#include <cmath>

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Rises and falls evenly between two values: a tank that is filled and drawn from.
class Triangle final : public Waveform {
public:
    static Fields<Triangle> fields() {
        return Fields<Triangle>("triangle", "rises evenly for half a period, then falls")
            .required("period", &Triangle::period_, "how long both take")
            .optional("low", &Triangle::low_, "the value it starts from")
            .optional("high", &Triangle::high_, "the value half a period later")
            .example("value: {triangle: {low: 10, high: 90, period: 6h}}");
    }
    void validate(const Places& at) const {
        if (period_ <= Duration{}) at.fail("period", "is zero");
    }
    double at(const Sample& sample, Memo&) const override {
        const Duration within = sample.elapsed % period_;
        const double turn =
            static_cast<double>(within.count()) / static_cast<double>(period_.count());
        return low_ + (high_ - low_) * (1 - std::abs(2 * turn - 1));
    }

private:
    Duration period_{1s};
    double low_ = 0;
    double high_ = 1;
};

}  // namespace breakwire::devices
