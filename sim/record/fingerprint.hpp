#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/record/event.hpp"

namespace breakwire::sim {

/// A running hash over what happened in a case: two runs with the same fingerprint did the same at
/// the same simulated times.
///
/// Left out is what may differ although nothing happened differently: lines of the broker's log,
/// lateness, event numbers (which count those two) and the place of the scenario in the file
/// system. 64 bits tell runs apart that differ by accident; they are no protection against intent.
class Fingerprint {
public:
    void add(const Event& event);
    /// The same, given the line that stands for `event` in a record: cheaper.
    void add(const Event& event, std::string_view line);

    std::uint64_t value() const { return value_; }
    /// 16 hexadecimal digits.
    std::string text() const;

private:
    void hash(std::string_view text);

    std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace breakwire::sim
