#pragma once

#include "devices/models/waveforms/waveform.hpp"
#include "sim/base/units.hpp"

namespace breakwire::devices {

/// Now and then a reading that is far off: a loose contact, a flipped bit. 0 in between, so that it
/// goes into a `sum`.
class Spikes final : public Waveform {
public:
    static Fields<Spikes> fields() {
        return Fields<Spikes>("spikes", "0, and now and then far off")
            .required("height", &Spikes::height_, "how far")
            .required("share", &Spikes::share_, "of the samples that are")
            .example("value: {sum: [21.5, {spikes: {height: 60, share: 1%}}]}");
    }
    double at(const Sample& sample, Memo&) const override {
        return sample.luck.unit("spikes", sample.ordinal) < share_.of_one() ? height_ : 0;
    }

private:
    double height_ = 0;
    Share share_{};
};

}  // namespace breakwire::devices
