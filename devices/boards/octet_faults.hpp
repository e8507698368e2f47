#pragma once

#include <functional>
#include <map>

#include "sim/base/bytes.hpp"
#include "sim/base/luck.hpp"
#include "sim/base/units.hpp"
#include "sim/record/event.hpp"

namespace breakwire::devices {

/// What goes wrong with single octets on a line. Luck is keyed by the octet's ordinal among those
/// that the fault has seen in its direction.
struct OctetFault {
    std::optional<sim::Direction> direction{};  ///< up: from the board; both if not said
    Share noise{};                              ///< octets that arrive as another one, a random one
    Share drop{};                               ///< octets that do not arrive
    Luck luck;
    /// Told of each chunk in which it has hit, with the number of octets; may be absent.
    std::function<void(std::size_t octets)> on_hit = nullptr;
};

/// The faults in force on a line. Pure: octets in, octets out.
class OctetFaults {
public:
    using Id = std::uint64_t;  ///< never 0

    Id add(OctetFault fault);
    void remove(Id id) { faults_.erase(id); }
    bool empty() const { return faults_.empty(); }

    Bytes pass(ByteView octets, sim::Direction direction);

private:
    struct InForce {
        OctetFault fault;
        std::map<sim::Direction, std::uint64_t> seen{};
    };
    static Bytes pass(ByteView octets, sim::Direction direction, InForce& fault);

    std::map<Id, InForce> faults_;
    Id last_ = 0;
};

}  // namespace breakwire::devices
