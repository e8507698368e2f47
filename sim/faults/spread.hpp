#pragma once

#include "sim/base/fields.hpp"
#include "sim/faults/correlated_luck.hpp"
#include "sim/faults/quantiles.hpp"

namespace breakwire::sim {

/// How the delays of single segments are spread. The words are netem's where it has them.
enum class Dist {
    constant,      ///< `by` on top of the delay
    uniform,       ///< the delay, give or take up to `by`
    normal,        ///< around the delay, with `by` for standard deviation
    lognormal,     ///< on top of it: median `by`, `sigma` the deviation of the logarithm
    exponential,   ///< on top of it, `by` on average
    pareto,        ///< around it with standard deviation `by` and a heavy tail
    paretonormal,  ///< a quarter normal and three quarters pareto
    quantiles,     ///< on top of it, as published percentiles say
    table,         ///< on top of it, one of a list
};

/// What jitter adds to a delay, as typed: `5ms` (uniform), or a mapping with a distribution.
///
/// A sum below zero counts as zero. Pareto is the one of netem's tables, with exponent 3 and scaled
/// to mean 0 and deviation 1, but with its whole tail: the tables end at four deviations.
/// Source: tc-netem(8); iproute2 netem/pareto.c and paretonormal.c.
struct Spread {
    std::optional<Dist> dist{};  ///< if not said, what the other keys mean; else uniform
    Duration by{};
    double sigma = 1;
    Quantiles quantiles{};
    std::vector<Duration> table{};
    Share correlation{};

    Spread() = default;
    /// As it is typed: uniform.
    template <class Rep, class Period>
    Spread(std::chrono::duration<Rep, Period> most) : by(most) {}

    static Fields<Spread> fields();
    void validate(const Places& at) const;
    std::string typed() const;

    Dist shape() const;
    bool none() const { return *this == Spread{}; }
    bool operator==(const Spread&) const = default;
};

/// Draws from a spread, segment by segment, in order.
class SpreadDraws {
public:
    /// The next segment's part of the delay; may be negative, and is at most a year.
    Duration next(const Spread& spread, const Luck& luck, std::uint64_t ordinal);

private:
    CorrelatedScore score_;
};

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct EnumNames<sim::Dist> {
    static std::vector<std::pair<std::string, sim::Dist>> names();
};

}  // namespace breakwire
