#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::reports {

/// Counts durations from a microsecond to eleven days in classes of 1 % each, as an HDR histogram
/// does, so that a quantile is right within 1 %; what is shorter counts as a microsecond at most.
/// Its size does not depend on how many are counted.
class LatencyHistogram {
public:
    LatencyHistogram();
    ~LatencyHistogram();
    LatencyHistogram(LatencyHistogram&&) noexcept;

    /// A negative duration counts as none.
    void add(Duration latency);
    /// What another one has counted. Throws std::runtime_error for a class that there is none of.
    void add(const Latency& counted);

    /// `what` was measured; nothing if nothing was added.
    std::optional<Latency> summary(std::string what) const;

    std::uint64_t count() const { return total_; }
    Duration sum() const { return sum_; }
    /// How many there are of each of `bounds` or shorter, or up to 1 % longer; `bounds` ascend.
    std::vector<std::uint64_t> counts_within(std::span<const Duration> bounds) const;

private:
    struct Counts;
    Duration quantile(double share) const;

    std::unique_ptr<Counts> counts_;
    std::uint64_t total_ = 0;
    Duration sum_{};
    Duration max_{};
};

}  // namespace breakwire::reports
