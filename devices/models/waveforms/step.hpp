#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// Jumps from one value to the next every so often, and from the last to the first.
class Step final : public Waveform {
public:
    static Fields<Step> fields() {
        return Fields<Step>("step", "jumps between values")
            .optional("low", &Step::low_, "the first of two values")
            .optional("high", &Step::high_, "the second of two values")
            .optional("values", &Step::values_,
                      "all values in their order, instead of low and high")
            .required("every", &Step::every_, "how long it stays at each");
    }
    void validate(const Places& at) const {
        if (every_ <= Duration{}) at.fail("every", "is zero");
        if (at.has("values") && values_.empty()) at.fail("values", "is empty");
        for (const char* key : {"low", "high"}) {
            if (at.has("values") && at.has(key)) at.fail(key, "and values exclude each other");
        }
    }
    double at(const Sample& sample, Memo&) const override {
        const auto jumps = static_cast<std::size_t>(sample.elapsed / every_);
        if (values_.empty()) return jumps % 2 == 0 ? low_ : high_;
        return values_[jumps % values_.size()];
    }

private:
    double low_ = 0;
    double high_ = 1;
    std::vector<double> values_;
    Duration every_{1s};
};

}  // namespace breakwire::devices
