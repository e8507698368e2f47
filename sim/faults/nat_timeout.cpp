#include "sim/faults/nat_timeout.hpp"

namespace breakwire::sim {

Fields<NatTimeout> NatTimeout::fields() {
    return device_fields<NatTimeout>("nat_timeout",
                                     "a middlebox forgets connections that have been idle: both "
                                     "ends still believe in them")
        .required("idle", &NatTimeout::idle_, "how long nothing may pass, e.g. 5m")
        .optional("answers", &NatTimeout::answers_,
                  "what it says to a segment of a forgotten connection")
        .wants("simulated_tcp");
}

void NatTimeout::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (idle_ == Duration{}) at.fail("idle", "must be longer than nothing");
}

void NatTimeout::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    // What was there before counts as used when the fault began.
    const auto [at, is_new] = mappings_.try_emplace(segment.seen().connection, Mapping{began()});
    Mapping& mapping = at->second;
    if (is_new && segment.seen().syn) mapping.last_used = now();
    if (now() - mapping.last_used >= idle_) mapping.forgotten = true;
    mapping.last_used = now();
    if (!mapping.forgotten) return;
    // An RST is not answered by another (RFC 9293 section 3.10.7.1).
    const bool answered = answers_ == NatAnswer::rst && !segment.seen().rst;
    answered ? segment.reject(*this) : segment.drop();
}

}  // namespace breakwire::sim
