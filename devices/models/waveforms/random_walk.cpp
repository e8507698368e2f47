#include "devices/models/waveforms/random_walk.hpp"

#include <algorithm>

namespace breakwire::devices {

Fields<RandomWalk> RandomWalk::fields() {
    return Fields<RandomWalk>("random_walk", "wanders by a random step each sample")
        .optional("start", &RandomWalk::start_, "the first value")
        .required("step", &RandomWalk::step_, "the most it moves from one sample to the next")
        .optional("min", &RandomWalk::min_, "it turns back here")
        .optional("max", &RandomWalk::max_, "it turns back here");
}

void RandomWalk::validate(const Places& at) const {
    if (step_ < 0) at.fail("step", "is negative");
    if (min_ >= max_) at.fail("max", "is not above min");
    if (min_ < max_ && (start_ < min_ || start_ > max_)) {
        at.fail("start", "is outside of min and max");
    }
    if (min_ < max_ && step_ > max_ - min_) at.fail("step", "is larger than from min to max");
}

double RandomWalk::at(const Sample& sample, Memo& memo) const {
    if (!memo.set || memo.ordinal > sample.ordinal) memo = {0, start_, true};
    while (memo.ordinal < sample.ordinal) {
        ++memo.ordinal;
        const double share = 2 * sample.luck.unit("random_walk", memo.ordinal) - 1;
        memo.value = within_limits(memo.value + step_ * share);
    }
    return memo.value;
}

/// One reflection is enough: no step is longer than the way from limit to limit.
double RandomWalk::within_limits(double value) const {
    if (value > max_) return max_ - (value - max_);
    if (value < min_) return min_ + (min_ - value);
    return value;
}

}  // namespace breakwire::devices
