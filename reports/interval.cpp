#include "reports/interval.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace breakwire::reports {

namespace {

constexpr std::size_t resamples = 2000;

/// The mean of as many values as there are, each drawn anew from all of them.
double mean_of_resample(const std::vector<double>& values, std::mt19937_64& draws) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[draws() % values.size()];
    return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<Interval> interval_of_mean(const std::vector<double>& values) {
    if (values.size() < 2) return std::nullopt;
    std::mt19937_64 draws(values.size());
    std::vector<double> means;
    means.reserve(resamples);
    for (std::size_t i = 0; i < resamples; ++i) means.push_back(mean_of_resample(values, draws));
    std::sort(means.begin(), means.end());
    return Interval{means[resamples / 40], means[resamples - 1 - resamples / 40]};
}

std::optional<Interval> interval_of_share(std::size_t hits, std::size_t count) {
    if (count == 0) return std::nullopt;
    constexpr double z = 1.959964;  // 2.5 % of a normal distribution lie above
    const auto n = static_cast<double>(count);
    const double share = static_cast<double>(hits) / n;
    const double middle = share + z * z / (2 * n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return Interval{std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

}  // namespace breakwire::reports
