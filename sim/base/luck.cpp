#include "sim/base/luck.hpp"

#include <cmath>
#include <numbers>

namespace breakwire {

namespace {

/// The finaliser of SplitMix64: every output bit depends on every input bit.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

/// FNV-1a; own arithmetic, because std::hash differs between libraries and runs must not.
std::uint64_t hash(std::string_view text) {
    std::uint64_t value = 0xCBF29CE484222325ULL;
    for (const char c : text) {
        value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return value;
}

}  // namespace

Luck::Luck(std::uint64_t seed, std::string_view owner) : state_(mix(mix(seed) ^ hash(owner))) {}

Luck Luck::of(std::string_view part) const { return Luck(mix(state_ ^ hash(part)), 0); }

std::uint64_t Luck::bits(std::string_view purpose, std::uint64_t ordinal) const {
    return mix(mix(state_ ^ hash(purpose)) + ordinal);
}

double Luck::unit(std::string_view purpose, std::uint64_t ordinal) const {
    constexpr double step = 1.0 / static_cast<double>(1ULL << 53);
    return static_cast<double>(bits(purpose, ordinal) >> 11) * step;
}

Duration Luck::uniform(std::string_view purpose, std::uint64_t ordinal, Duration low,
                       Duration high) const {
    if (high <= low) return low;
    const auto span = static_cast<std::uint64_t>((high - low).count()) + 1;
    return low + Duration{static_cast<Duration::rep>(bits(purpose, ordinal) % span)};
}

double Luck::normal(std::string_view purpose, std::uint64_t ordinal) const {
    const double first = 1.0 - unit(purpose, 2 * ordinal);  // (0, 1]: its logarithm is finite
    const double second = unit(purpose, 2 * ordinal + 1);
    return std::sqrt(-2.0 * std::log(first)) * std::cos(2.0 * std::numbers::pi * second);
}

}  // namespace breakwire
