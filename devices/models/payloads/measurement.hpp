#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/time.hpp"

namespace breakwire::devices {

/// What a device has to say at one instant: what payloads are filled in with.
struct Measurement {
    struct Value {
        std::string name;
        double value = 0;
    };

    Instant now{};
    std::uint64_t ordinal = 0;  ///< of the sample, from 0
    std::string device;
    std::vector<Value> values;
    unsigned decimals = 2;  ///< of the values as text

    /// `{word}` as a number: a value, n, time, epoch, epoch_ms.
    std::optional<double> number(const std::string& word) const;
    /// The same as text, and iso and device.
    std::optional<std::string> text(const std::string& word) const;
};

/// The words that are there whatever is measured: n, time, iso, epoch, epoch_ms, device.
const std::vector<std::string>& measurement_words();

/// Simulated time as a date: "2026-01-01T00:00:01.500Z" is 1.5 s after the start of a case, which
/// is when the clocks of programs in virtual time start too.
std::string iso_8601(Instant when);

}  // namespace breakwire::devices
