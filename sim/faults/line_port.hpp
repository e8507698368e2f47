#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/base/luck.hpp"
#include "sim/base/time.hpp"
#include "sim/base/units.hpp"
#include "sim/faults/in_flight.hpp"

namespace breakwire::sim {

/// What a fault can do to the line between a board that plays a device and us: the one that carries
/// its MQTT. The owner of the boards implements it.
///
/// `device` is a role or `"*"` for all; what returns a number says to how many lines it was done.
class LinePort {
public:
    /// A fault has touched something: "pump, 3 octets".
    using OnHit = std::function<void(const std::string& what)>;

    virtual ~LinePort() = default;

    /// From now on this share of the octets, in both directions, arrives as others. 0 ends it.
    virtual void garble(const std::string& device, Share octets, const Luck& luck,
                        const OnHit& on_hit) = 0;
    /// From now on this share of the octets, in both directions, does not arrive. 0 ends it.
    virtual void swallow(const std::string& device, Share octets, const Luck& luck,
                         const OnHit& on_hit) = 0;
    /// Octets take as long as on a line of `baud`, 10 bits each; 0: as long as they take.
    virtual int pace(const std::string& device, std::uint32_t baud) = 0;
    /// The line is held at its break level for so long.
    virtual int send_break(const std::string& device, Duration lasts) = 0;
    /// Our end of a serial line runs at `baud`, whatever the board's does; 0: as the bench says.
    virtual int set_baud(const std::string& device, std::uint32_t baud) = 0;
    /// The line is pulled out: nothing passes, and the broker sees the end that `broker_sees` says.
    virtual int unplug(const std::string& device, Ending broker_sees) = 0;
    /// It is back in.
    virtual int plug(const std::string& device) = 0;
};

}  // namespace breakwire::sim
