#pragma once

#include <cstdint>

/// Whether and how long a call on a descriptor may wait.
namespace breakwire::timeshim {

/// Whether the descriptor's file lacks O_NONBLOCK and `flags` lack MSG_DONTWAIT.
bool blocks(int descriptor, int flags);

/// When a call that starts now ends by SO_RCVTIMEO or SO_SNDTIMEO (`option`); `never` without one.
std::uint64_t wake_of(int descriptor, int option);

}  // namespace breakwire::timeshim
