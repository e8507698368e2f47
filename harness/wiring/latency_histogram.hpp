#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reports/case_result.hpp"

namespace breakwire::harness {

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

    /// `what` was measured; nothing if nothing was added.
    std::optional<reports::Latency> summary(std::string what) const;

private:
    struct Counts;
    Duration quantile(double share) const;

    std::unique_ptr<Counts> counts_;
    std::uint64_t total_ = 0;
    Duration max_{};
};

}  // namespace breakwire::harness
