#include "reports/latency_histogram.hpp"

#include <algorithm>
// GCC 12 with sanitizers takes an array for uninitialized that its indices never reach.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <boost/histogram.hpp>
#pragma GCC diagnostic pop
#include <cmath>
#include <stdexcept>

namespace breakwire::reports {

namespace {

namespace bh = boost::histogram;

using LogarithmicAxis = bh::axis::regular<double, bh::axis::transform::log>;

/// In nanoseconds.
constexpr double shortest_ns = 1e3;
constexpr double longest_ns = 1e15;
/// The logarithm of the whole span in that of 1.01.
constexpr int class_count = 2777;

}  // namespace

struct LatencyHistogram::Counts {
    using Histogram = bh::histogram<std::tuple<LogarithmicAxis>, bh::dense_storage<std::uint64_t>>;
    Histogram histogram{LogarithmicAxis(class_count, shortest_ns, longest_ns)};
};

LatencyHistogram::LatencyHistogram() : counts_(std::make_unique<Counts>()) {}
LatencyHistogram::~LatencyHistogram() = default;
LatencyHistogram::LatencyHistogram(LatencyHistogram&&) noexcept = default;

void LatencyHistogram::add(Duration latency) {
    const Duration counted = std::max(latency, Duration{});
    counts_->histogram(static_cast<double>(counted.count()));
    ++total_;
    sum_ += counted;
    max_ = std::max(max_, counted);
}

void LatencyHistogram::add(const Latency& counted) {
    for (const auto& [number, count] : counted.classes) {
        if (number > class_count + 1)
            throw std::runtime_error("there is no such class of latencies");
        counts_->histogram.at(static_cast<int>(number) - 1) += count;
    }
    total_ += counted.count;
    sum_ += counted.sum;
    max_ = std::max(max_, counted.max);
}

/// The upper end of the class that the quantile falls into.
Duration LatencyHistogram::quantile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(static_cast<double>(total_) * share));
    std::uint64_t seen = 0;
    for (const auto& each : bh::indexed(counts_->histogram, bh::coverage::all)) {
        seen += *each;
        if (seen < wanted) continue;
        const double end = each.bin().upper();
        if (end > longest_ns) break;
        return std::min(max_, Duration(static_cast<Duration::rep>(end)));
    }
    return max_;
}

std::vector<std::uint64_t> LatencyHistogram::counts_within(std::span<const Duration> bounds) const {
    std::vector<std::uint64_t> counts(bounds.size());
    std::uint64_t seen = 0;
    std::size_t reached = 0;
    for (const auto& each : bh::indexed(counts_->histogram, bh::coverage::all)) {
        const auto begin = each.bin().lower();
        while (reached < bounds.size() && static_cast<double>(bounds[reached].count()) < begin) {
            counts[reached++] = seen;
        }
        seen += *each;
    }
    while (reached < bounds.size()) counts[reached++] = seen;
    return counts;
}

std::optional<Latency> LatencyHistogram::summary(std::string what) const {
    if (total_ == 0) return std::nullopt;
    Latency out{std::move(what), total_,          quantile(0.5), quantile(0.9),
                quantile(0.99),  quantile(0.999), max_,          sum_};
    for (const auto& each : bh::indexed(counts_->histogram, bh::coverage::all)) {
        if (*each > 0) out.classes.emplace_back(each.index() + 1, *each);
    }
    return out;
}

}  // namespace breakwire::reports
