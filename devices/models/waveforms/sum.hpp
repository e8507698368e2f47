#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Several waveforms on top of each other: a day, a drift and a fault.
class Sum final : public Waveform {
public:
    static Fields<Sum> fields() {
        return Fields<Sum>("sum", "several waveforms on top of each other")
            .required("parts", &Sum::parts_, "which ones")
            .shorthand("parts")
            .example("value: {sum: [{sine: {mean: 15, amplitude: 5, period: 1d}}, {noise: 0.2}]}");
    }
    void validate(const Places& at) const {
        if (parts_.empty()) at.fail("parts", "is empty");
    }
    double at(const Sample& sample, Memo& memo) const override {
        double total = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            total += sample_part(parts_[i], i, sample, memo);
        }
        return total;
    }

private:
    std::vector<Part> parts_;
};

}  // namespace breakwire::devices
