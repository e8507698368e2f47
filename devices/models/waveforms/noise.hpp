#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// What an amplifier adds: each sample by itself, normally distributed around a mean.
class Noise final : public Waveform {
public:
    static Fields<Noise> fields() {
        return Fields<Noise>("noise", "normally distributed around a mean, each sample by itself")
            .required("deviation", &Noise::deviation_, "the standard deviation")
            .optional("mean", &Noise::mean_, "the middle")
            .shorthand("deviation")
            .example("value: {noise: {mean: 21, deviation: 0.3}}");
    }
    void validate(const Places& at) const {
        if (deviation_ < 0) at.fail("deviation", "is negative");
    }
    double at(const Sample& sample, Memo&) const override {
        return mean_ + deviation_ * sample.luck.normal("noise", sample.ordinal);
    }

private:
    double deviation_ = 0;
    double mean_ = 0;
};

}  // namespace breakwire::devices
