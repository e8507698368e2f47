#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// A meter: counts up evenly, and rolls over where its register ends.
class Counter final : public Waveform {
public:
    static Fields<Counter> fields();
    void validate(const Places& at) const;
    double at(const Sample& sample, Memo& memo) const override;

private:
    double start_ = 0;
    double per_second_ = 0;
    double jitter_ = 0;
    std::optional<double> rolls_over_at_;
};

}  // namespace breakwire::devices
