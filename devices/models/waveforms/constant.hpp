#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Always the same.
class Constant final : public Waveform {
public:
    static Fields<Constant> fields() {
        return Fields<Constant>("constant", "always the same value")
            .required("value", &Constant::value_, "that value")
            .shorthand("value");
    }
    double at(const Sample&, Memo&) const override { return value_; }

private:
    double value_ = 0;
};

}  // namespace breakwire::devices
