#pragma once

#include <cstddef>

namespace breakwire::harness {

/// Keeps this process, and what it starts from here on, on one of the processors it may use: the
/// `lane`-th, round about. In lock-step one of leader and led waits while the other runs, and to
/// wake somebody on another processor takes longer than most turns (measured: twice as long for a
/// hundred idle clients).
void stay_on_one_processor(std::size_t lane);

}  // namespace breakwire::harness
