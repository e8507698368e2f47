#pragma once

#include <cstdint>

/// A timerfd in simulated time is an eventfd in disguise: reading either gives a count of 8 octets.
namespace breakwire::timeshim {

std::uint64_t next_timerfd();
/// Makes those that are due readable; returns whether there were any.
bool fire_timerfds(std::uint64_t now);

bool is_timerfd(int descriptor);
/// Called when `descriptor` is closed.
void end_timerfd(int descriptor);

}  // namespace breakwire::timeshim
