#pragma once

#include "sim/base/fields.hpp"
#include "sim/faults/correlated_luck.hpp"

namespace breakwire::sim {

/// The share of segments that something happens to, each by itself or like the one before.
struct Chance {
    Share percent;
    Share correlation;

    /// The keys of `T`, which is or derives from a Chance.
    template <class T>
    static Fields<T> with_keys(Fields<T> fields) {
        return std::move(fields)
            .required("percent", &T::percent, "the share of segments, e.g. 1%")
            .optional("correlation", &T::correlation,
                      "how much a segment's luck is like that of the one before");
    }
    static Fields<Chance> fields() {
        return with_keys(
                   Fields<Chance>("chance", "the share of segments that something happens to"))
            .shorthand("percent")
            .example("duplicate: {percent: 1%, correlation: 25%}");
    }
    std::string typed() const {
        return correlation == Share{} ? to_string(percent) : fields().typed(*this);
    }
};

/// Asks, segment by segment, whether it happens.
class ChanceDraws {
public:
    bool next(const Chance& chance, const Luck& luck, std::string_view purpose,
              std::uint64_t ordinal) {
        if (chance.correlation == Share{}) {
            return luck.unit(purpose, ordinal) < chance.percent.of_one();
        }
        const double score = score_.next(luck, purpose, ordinal, chance.correlation);
        return share_below(score) < chance.percent.of_one();
    }

private:
    CorrelatedScore score_;
};

}  // namespace breakwire::sim
