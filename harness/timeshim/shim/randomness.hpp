#pragma once

#include <cstddef>
#include <cstdint>

namespace breakwire::timeshim {

/// All randomness that a led process asks for comes from `seed`.
void seed_randomness(std::uint64_t seed);

void fill_randomly(void* buffer, std::size_t size);

}  // namespace breakwire::timeshim
