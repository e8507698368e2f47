#include "sim/faults/bad_spells.hpp"

namespace breakwire::sim {

Fields<BadSpells> BadSpells::fields() {
    return with_keys(Fields<BadSpells>("bad_state", "spells in which a link is slower and lossy"))
        .example("bad_state: {every: 15s, for: 150ms, delay: 50ms, loss: 50%}");
}

void BadSpells::validate(const Places& at) const {
    if (every <= Duration{}) at.fail("every", "is not above zero");
    if (lasting > every) at.fail("for", "is longer than every");
    if (delay == Duration{} && loss == Share{}) at.fail("loss", "and delay are both zero");
}

bool BadSpells::bad_at(Instant when, const Luck& luck) const {
    const Duration since_start = when.time_since_epoch();
    const auto stretch = static_cast<std::uint64_t>(since_start / every);
    const Duration into = since_start % every;
    const Duration start = spacing == Spacing::regular
                               ? Duration{}
                               : luck.uniform("bad spell", stretch, Duration{}, every - lasting);
    return into >= start && into < start + lasting;
}

void BadSpells::apply(SegmentInFlight& segment, const Luck& luck, const Luck& own_luck,
                      std::uint64_t ordinal) const {
    if (!bad_at(segment.at(), luck)) return;
    if (delay > Duration{}) segment.delay_by(delay);
    if (own_luck.unit("bad spell loss", ordinal) < loss.of_one()) segment.lose();
}

}  // namespace breakwire::sim
