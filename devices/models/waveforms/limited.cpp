#include "devices/models/waveforms/limited.hpp"

#include <cmath>

namespace breakwire::devices {

Fields<Limited> Limited::fields() {
    return Fields<Limited>("limited",
                           "another waveform within the range and resolution of a device")
        .required("of", &Limited::of_, "the waveform")
        .optional("min", &Limited::min_, "what is below is shown as this")
        .optional("max", &Limited::max_, "what is above is shown as this")
        .optional("resolution", &Limited::resolution_, "the smallest step it shows")
        .example(
            "value: {limited: {of: {noise: {mean: 99, deviation: 2}}, max: 100, resolution: 0.5}}");
}

void Limited::validate(const Places& at) const {
    if (min_ && max_ && *min_ > *max_) at.fail("min", "is above max");
    if (resolution_ && *resolution_ <= 0) at.fail("resolution", "is not above 0");
    if (!min_ && !max_ && !resolution_) at.fail("of", "is not limited by min, max or resolution");
}

double Limited::at(const Sample& sample, Memo& memo) const {
    double value = sample_part(*of_, 0, sample, memo);
    if (resolution_) value = std::round(value / *resolution_) * *resolution_;
    if (min_) value = std::max(value, *min_);
    if (max_) value = std::min(value, *max_);
    return value;
}

}  // namespace breakwire::devices
