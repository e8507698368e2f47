#include "sim/faults/correlated_luck.hpp"

#include <cmath>
#include <numbers>

namespace breakwire::sim {

double CorrelatedScore::fresh_share(double c) { return std::sqrt(1 - c * c); }

double share_below(double score) { return std::erfc(-score / std::numbers::sqrt2) / 2; }

double share_above(double score) { return std::erfc(score / std::numbers::sqrt2) / 2; }

}  // namespace breakwire::sim
