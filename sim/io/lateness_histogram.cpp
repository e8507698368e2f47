#include "sim/io/lateness_histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace breakwire::sim {

void LatenessHistogram::add(Duration lateness) {
    const Duration counted = std::max(lateness, Duration{});
    ++counts_[bucket_of(static_cast<std::uint64_t>(counted.count()))];
    ++total_;
    max_ = std::max(max_, counted);
}

std::optional<Lateness> LatenessHistogram::summary() const {
    if (total_ == 0) return std::nullopt;
    return Lateness{quantile(0.5), quantile(0.99), max_};
}

/// The leading one and the `bits` after it; values below 2^bits have a bucket each.
std::size_t LatenessHistogram::bucket_of(std::uint64_t value) {
    if (value < (1U << bits)) return static_cast<std::size_t>(value);
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - bits - 1;
    return ((shift + 1ULL) << bits) + ((value >> shift) - (1U << bits));
}

std::uint64_t LatenessHistogram::upper_bound(std::size_t bucket) {
    if (bucket < (1U << bits)) return bucket;
    const std::size_t shift = (bucket >> bits) - 1;
    const std::uint64_t lead = (bucket & ((1U << bits) - 1)) + (1U << bits);
    return ((lead + 1) << shift) - 1;
}

Duration LatenessHistogram::quantile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(static_cast<double>(total_) * share));
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    while (seen + counts_[bucket] < wanted) seen += counts_[bucket++];
    return std::min(max_, Duration(static_cast<Duration::rep>(upper_bound(bucket))));
}

}  // namespace breakwire::sim
