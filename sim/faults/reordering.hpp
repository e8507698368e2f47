#pragma once

#include <cstdint>

#include "sim/faults/chance.hpp"
#include "sim/faults/in_flight.hpp"

namespace breakwire::sim {

/// Lets a share of the segments skip the delay, so that they overtake those under way. Between two
/// that do there are at least `gap` - 1 that do not.
///
/// Source: netem's `reorder PERCENT [CORRELATION] [gap DISTANCE]`.
struct Reordering : Chance {
    std::uint32_t gap = 1;

    /// The keys of `T`, which is or derives from Reordering.
    template <class T>
    static Fields<T> with_keys(Fields<T> fields) {
        return Chance::with_keys(std::move(fields))
            .optional("gap", &T::gap, "only every such segment may, e.g. 5");
    }
    static Fields<Reordering> fields() {
        return with_keys(Fields<Reordering>("reorder",
                                            "segments that skip the delay and overtake others"))
            .shorthand("percent")
            .example("reorder: {percent: 25%, gap: 5}");
    }
    void validate(const Places& at) const {
        if (gap == 0) at.fail("gap", "has to be at least 1");
    }
    std::string typed() const { return percent == Share{} ? "" : fields().typed(*this); }
};

/// Chooses, segment by segment and in order, who overtakes.
class ReorderDraws {
public:
    void apply(SegmentInFlight& segment, const Reordering& reordering, const Luck& luck,
               std::uint64_t ordinal) {
        if (segment.delay() <= Duration{} || ++since_last_ < reordering.gap) return;
        if (!chance_.next(reordering, luck, "reorder", ordinal)) return;
        since_last_ = 0;
        segment.overtake();
    }

private:
    ChanceDraws chance_;
    std::uint32_t since_last_ = 0;
};

}  // namespace breakwire::sim
