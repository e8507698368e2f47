#pragma once

#include <cstdint>

namespace breakwire::timeshim {

/// Waits until `descriptor` shows one of `events` (as of poll()), an error or a hang-up. Returns
/// 1 then, 0 at `wake`, -EINTR for a signal that ends reading and writing.
long wait_until_shows(int descriptor, short events, std::uint64_t wake);

}  // namespace breakwire::timeshim
