#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace breakwire::reports {

/// Where a mean or a proportion lies with a confidence of 95 %.
struct Interval {
    double low = 0;
    double high = 0;
};

/// Of the mean of `values`, by the percentile bootstrap: 2,000 resamples, the same for the same
/// values. Nothing of fewer than two. Of fewer than about ten it is rather too narrow.
/// Source: B. Efron, "Bootstrap Methods", Annals of Statistics 7 (1979), section 2.
std::optional<Interval> interval_of_mean(const std::vector<double>& values);

/// Of a proportion of which `hits` of `count` independent runs are a sample, by Wilson's score.
/// Nothing if `count` is 0.
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), page 209.
std::optional<Interval> interval_of_share(std::size_t hits, std::size_t count);

}  // namespace breakwire::reports
