#pragma once

#include <algorithm>

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Another waveform as a real instrument shows it: not beyond its range, and in steps of its
/// resolution.
class Limited final : public Waveform {
public:
    static Fields<Limited> fields();
    void validate(const Places& at) const;
    double at(const Sample& sample, Memo& memo) const override;

private:
    std::optional<Part> of_;  ///< there is one once it is read
    std::optional<double> min_;
    std::optional<double> max_;
    std::optional<double> resolution_;
};

}  // namespace breakwire::devices
