#pragma once

#include "devices/models/waveforms/waveform.hpp"
#include "sim/base/units.hpp"

namespace breakwire::devices {

/// High for a share of each period, low for the rest: a pump that runs, a door that is open.
class Square final : public Waveform {
public:
    static Fields<Square> fields() {
        return Fields<Square>("square", "high for a share of each period, then low")
            .required("period", &Square::period_, "from one rise to the next")
            .optional("low", &Square::low_, "the value at rest")
            .optional("high", &Square::high_, "the value at work")
            .optional("duty", &Square::duty_, "the share of the period that it is high")
            .optional("phase", &Square::phase_, "where in the period it starts")
            .example("value: {square: {period: 10m, high: 1500, duty: 20%}}");
    }
    void validate(const Places& at) const {
        if (period_ <= Duration{}) at.fail("period", "is zero");
    }
    double at(const Sample& sample, Memo&) const override {
        const Duration within = (sample.elapsed + phase_) % period_;
        const double share =
            static_cast<double>(within.count()) / static_cast<double>(period_.count());
        return share < duty_.of_one() ? high_ : low_;
    }

private:
    Duration period_{1s};
    double low_ = 0;
    double high_ = 1;
    Share duty_{50};
    Duration phase_{};
};

}  // namespace breakwire::devices
