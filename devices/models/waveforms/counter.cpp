#include "devices/models/waveforms/counter.hpp"

#include <cmath>

namespace breakwire::devices {

Fields<Counter> Counter::fields() {
    return Fields<Counter>("counter", "a meter: counts up, and rolls over where its register ends")
        .optional("start", &Counter::start_, "what it stands at first")
        .required("per_second", &Counter::per_second_, "how fast it counts")
        .optional("jitter", &Counter::jitter_,
                  "up to so much of a sample's own is not counted yet; it never goes back")
        .optional("rolls_over_at", &Counter::rolls_over_at_, "there it begins again at 0")
        .example("value: {counter: {start: 99990, per_second: 0.5, rolls_over_at: 100000}}");
}

void Counter::validate(const Places& at) const {
    if (per_second_ < 0) at.fail("per_second", "is negative");
    if (jitter_ < 0 || jitter_ > 1) at.fail("jitter", "is not from 0 to 1");
    if (rolls_over_at_ && *rolls_over_at_ <= 0) at.fail("rolls_over_at", "is not above 0");
    if (rolls_over_at_ && start_ >= *rolls_over_at_) at.fail("start", "is not below rolls_over_at");
}

/// With jitter a sample shows what was there a part of the way back to the sample before, so that
/// it cannot be below that one.
double Counter::at(const Sample& sample, Memo&) const {
    double seconds = std::chrono::duration<double>(sample.elapsed).count();
    if (sample.ordinal > 0) {
        const double step = seconds / static_cast<double>(sample.ordinal);
        seconds -= step * jitter_ * sample.luck.unit("counter", sample.ordinal);
    }
    const double count = start_ + per_second_ * seconds;
    return rolls_over_at_ ? std::fmod(count, *rolls_over_at_) : count;
}

}  // namespace breakwire::devices
