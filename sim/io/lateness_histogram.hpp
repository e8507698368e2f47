#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "sim/record/event.hpp"

namespace breakwire::sim {

/// Counts durations in 16 buckets per power of two, so a quantile is right within 1/16.
class LatenessHistogram {
public:
    /// A negative duration counts as none.
    void add(Duration lateness);

    /// Nothing if nothing was added.
    std::optional<Lateness> summary() const;

private:
    static constexpr unsigned bits = 4;
    static constexpr std::size_t buckets = (64 - bits) << bits;

    static std::size_t bucket_of(std::uint64_t value);
    static std::uint64_t upper_bound(std::size_t bucket);
    Duration quantile(double share) const;

    std::array<std::uint32_t, buckets> counts_{};
    std::uint64_t total_ = 0;
    Duration max_{};
};

}  // namespace breakwire::sim
