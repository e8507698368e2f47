#include "sim/faults/spread.hpp"

#include <algorithm>
#include <cmath>

namespace breakwire {

std::vector<std::pair<std::string, sim::Dist>> EnumNames<sim::Dist>::names() {
    using sim::Dist;
    return {{"constant", Dist::constant},
            {"uniform", Dist::uniform},
            {"normal", Dist::normal},
            {"lognormal", Dist::lognormal},
            {"exponential", Dist::exponential},
            {"pareto", Dist::pareto},
            {"paretonormal", Dist::paretonormal},
            {"quantiles", Dist::quantiles},
            {"table", Dist::table}};
}

}  // namespace breakwire

namespace breakwire::sim {

namespace {

constexpr Duration longest_spread = 24h * 365;

/// A Pareto variable with exponent 3 and least value 1, of which a share of `above` is larger, has
/// mean 3/2 and variance 3/4; here it has mean 0 and deviation 1.
double pareto(double above) { return (std::pow(above, -1.0 / 3) - 1.5) / std::sqrt(0.75); }

Duration one_of(const std::vector<Duration>& table, double share) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(table.size()));
    return table[std::min(place, table.size() - 1)];
}

Duration to_duration(double nanoseconds) {
    const auto limit = static_cast<double>(longest_spread.count());
    return Duration{std::llround(std::clamp(nanoseconds, -limit, limit))};
}

bool takes_by(Dist dist) { return dist != Dist::quantiles && dist != Dist::table; }

}  // namespace

Fields<Spread> Spread::fields() {
    return Fields<Spread>("jitter", "how the delay differs from segment to segment")
        .optional("dist", &Spread::dist,
                  "the distribution; uniform unless quantiles or a table are given")
        .optional("by", &Spread::by,
                  "uniform: at most; normal, pareto, paretonormal: standard deviation; "
                  "exponential: mean; lognormal: median; constant: always")
        .optional("sigma", &Spread::sigma, "lognormal: standard deviation of the logarithm")
        .optional("quantiles", &Spread::quantiles,
                  "quantiles: published percentiles, e.g. {p50: 3ms, p90: 20ms, p99: 250ms}")
        .optional("table", &Spread::table, "table: the durations drawn from")
        .optional("correlation", &Spread::correlation,
                  "how much a segment's luck is like that of the one before")
        .shorthand("by")
        .example("jitter: {dist: quantiles, quantiles: {p50: 3ms, p90: 20ms, p99: 250ms}}");
}

void Spread::validate(const Places& at) const {
    const Dist drawn = shape();
    const std::string word = ValueType<Dist>::text(drawn);
    const auto needs = [&](bool wanted, const char* key) {
        if (wanted && !at.has(key)) at.fail(key, "is what " + word + " needs");
        if (!wanted && at.has(key)) at.fail(key, "has no meaning for " + word);
    };
    needs(takes_by(drawn), "by");
    needs(drawn == Dist::quantiles, "quantiles");
    needs(drawn == Dist::table, "table");
    if (at.has("table") && table.empty()) at.fail("table", "is empty");
    if (at.has("sigma") && drawn != Dist::lognormal) at.fail("sigma", "belongs to lognormal");
    if (sigma <= 0 || sigma > 10) at.fail("sigma", "is not above 0 and at most 10");
}

Dist Spread::shape() const {
    if (dist) return *dist;
    if (!quantiles.empty()) return Dist::quantiles;
    return table.empty() ? Dist::uniform : Dist::table;
}

std::string Spread::typed() const {
    return *this == Spread(by) ? to_string(by) : fields().typed(*this);
}

Duration SpreadDraws::next(const Spread& spread, const Luck& luck, std::uint64_t ordinal) {
    const double score = score_.next(luck, "jitter", ordinal, spread.correlation);
    const auto by = static_cast<double>(spread.by.count());
    const auto heavy = [&] { return pareto(share_above(score)); };
    switch (spread.shape()) {
        case Dist::constant:
            return spread.by;
        case Dist::uniform:
            return to_duration(by * (2 * share_below(score) - 1));
        case Dist::normal:
            return to_duration(by * score);
        case Dist::lognormal:
            return to_duration(by * std::exp(spread.sigma * score));
        case Dist::exponential:
            return to_duration(by * -std::log(share_above(score)));
        case Dist::pareto:
            return to_duration(by * heavy());
        case Dist::paretonormal:
            return to_duration(by * (luck.normal("jitter normal", ordinal) / 4 + heavy() * 3 / 4));
        case Dist::quantiles:
            return to_duration(spread.quantiles.at(share_below(score)));
        case Dist::table:
            return one_of(spread.table, share_below(score));
    }
    return {};
}

}  // namespace breakwire::sim
