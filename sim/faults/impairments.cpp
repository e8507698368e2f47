#include "sim/faults/impairments.hpp"

namespace breakwire::sim {

void Impairments::apply(SegmentInFlight& segment) {
    const std::uint64_t ordinal = seen_++;
    const ImpairmentSettings& set = settings_;
    if (!set.jitter.none()) segment.delay_by(jitter_.next(set.jitter, luck_, ordinal));
    if (set.bad_state) set.bad_state->apply(segment, link_luck_, luck_, ordinal);
    if (set.reorder) reorder_.apply(segment, *set.reorder, luck_, ordinal);
    if (loss_.next(set.loss, luck_, ordinal)) segment.lose();
    // TCP's checksum fails and the far end discards it (RFC 9293 section 3.1): lost, but for a
    // name.
    if (corrupt_.next(set.corrupt, luck_, "corrupt", ordinal)) segment.lose();
    if (duplicate_.next(set.duplicate, luck_, "duplicate", ordinal)) segment.duplicate();
}

}  // namespace breakwire::sim
