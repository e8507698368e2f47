#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/luck.hpp"
#include "sim/base/units.hpp"

namespace breakwire::sim {

/// Draws that resemble the one before: z(n) = c z(n-1) + sqrt(1 - c^2) e(n), with e(n) keyed by the
/// ordinal. They have to be asked for in order.
///
/// Each draw by itself is normal with mean 0 and deviation 1, whatever the correlation, so what is
/// made from it keeps its distribution. netem mixes uniform numbers instead, which narrows the
/// distribution the more the higher its correlation is.
class CorrelatedScore {
public:
    double next(const Luck& luck, std::string_view purpose, std::uint64_t ordinal,
                Share correlation) {
        const double fresh = luck.normal(purpose, ordinal);
        const double c = begun_ ? correlation.of_one() : 0.0;
        begun_ = true;
        return last_ = c * last_ + fresh_share(c) * fresh;
    }

private:
    static double fresh_share(double c);

    double last_ = 0;
    bool begun_ = false;
};

/// How much of a normal distribution lies below `score` and above it, each exact in its own tail.
double share_below(double score);
double share_above(double score);

}  // namespace breakwire::sim
