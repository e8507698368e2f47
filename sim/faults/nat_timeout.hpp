#pragma once

#include <map>

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// What a middlebox says to a segment of a connection that it has forgotten.
enum class NatAnswer { nothing, rst };

/// A middlebox between the link and the broker forgets a connection on which nothing has passed for
/// `idle`: from then on its segments vanish in both directions, without a word or, with `answers:
/// rst`, each answered by an RST. A new connection is known again.
///
/// The usual cause of half-open connections in the field: neither end is told, and each believes in
/// the connection until it sends. Segments of either direction keep a connection known, also those
/// that carry nothing (TCP keep-alive). Carrier-grade NATs forget after minutes, though RFC 5382
/// section 5 (REQ-5) asks for 2 h 4 min. Healed, it lets pass
/// whatever the ends still believe in.
class NatTimeout final : public TimedFault {
public:
    static Fields<NatTimeout> fields();
    void validate(const Places& at) const;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    struct Mapping {
        Instant last_used{};
        bool forgotten = false;
    };

    Duration idle_{};
    NatAnswer answers_ = NatAnswer::nothing;
    std::map<ConnectionId, Mapping> mappings_;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::NatAnswer> {
    static std::vector<std::pair<std::string, sim::NatAnswer>> names() {
        return {{"nothing", sim::NatAnswer::nothing}, {"rst", sim::NatAnswer::rst}};
    }
};
