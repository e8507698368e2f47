#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace breakwire {

/// A number of octets, typed as "512B", "64KiB", "1MiB" or "10kB".
struct DataSize {
    std::uint64_t bytes = 0;
    auto operator<=>(const DataSize&) const = default;
};

/// A rate of a link in bits per second, typed as "250kbit/s", "1Mbit/s", "9600bit/s".
struct DataRate {
    std::uint64_t bits_per_second = 0;
    auto operator<=>(const DataRate&) const = default;

    /// How long `bytes` octets take on the wire (serialisation delay), rounded up to 1 ns.
    Duration time_for(std::uint64_t bytes) const;
};

/// A part of a whole, from nothing to all of it, typed as "25%" or "0.5%".
struct Share {
    double percent = 0;
    auto operator<=>(const Share&) const = default;

    double of_one() const { return percent / 100; }
};

std::optional<DataSize> parse_size(std::string_view text);
std::optional<DataRate> parse_rate(std::string_view text);
std::optional<Share> parse_share(std::string_view text);
std::string to_string(DataSize size);
std::string to_string(DataRate rate);
std::string to_string(Share share);

}  // namespace breakwire
