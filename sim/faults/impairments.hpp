#pragma once

#include "sim/faults/bad_spells.hpp"
#include "sim/faults/loss_model.hpp"
#include "sim/faults/reordering.hpp"
#include "sim/faults/spread.hpp"

namespace breakwire::sim {

/// What one direction of a link does to segments by luck.
struct ImpairmentSettings {
    Spread jitter{};
    LossModel loss{};
    std::optional<BadSpells> bad_state{};
    Chance duplicate{};
    std::optional<Reordering> reorder{};
    Chance corrupt{};

    /// Nothing is left to luck.
    bool none() const {
        return jitter.none() && loss.models() == 0 && !bad_state && !reorder &&
               duplicate.percent == Share{} && corrupt.percent == Share{};
    }
};

/// One direction of a link, as far as luck has a part in it. What a segment draws depends on how
/// many have entered before it and on nothing else.
class Impairments {
public:
    /// `link_luck` is common to both directions, `luck` the direction's own.
    Impairments(ImpairmentSettings settings, const Luck& link_luck, const Luck& luck)
        : settings_(std::move(settings)), link_luck_(link_luck), luck_(luck) {}

    /// Once for each segment, in order.
    void apply(SegmentInFlight& segment);

private:
    ImpairmentSettings settings_;
    Luck link_luck_;
    Luck luck_;
    std::uint64_t seen_ = 0;
    SpreadDraws jitter_;
    LossDraws loss_;
    ReorderDraws reorder_;
    ChanceDraws duplicate_;
    ChanceDraws corrupt_;
};

}  // namespace breakwire::sim
