#include <cstddef>
#include <cstdint>

#include "sim/mqtt/fuzz/targets.hpp"

/// libFuzzer's entry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    breakwire::mqtt::fuzz::round_trip({reinterpret_cast<const std::byte*>(data), size});
    return 0;
}
