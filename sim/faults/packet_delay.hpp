#pragma once

#include "sim/faults/packet_fault.hpp"

namespace breakwire::sim {

/// Holds chosen packets back by `by`. What comes behind one in its direction waits as well, for TCP
/// keeps order; the other direction goes on.
class PacketDelay final : public PacketFault {
public:
    static Fields<PacketDelay> fields() {
        return packet_fields<PacketDelay>(
                   "packet_delay",
                   "holds chosen packets back, and with them all that is behind them")
            .required("by", &PacketDelay::by_, "how long, e.g. 500ms");
    }

protected:
    void act(PacketInFlight& packet) override { packet.delay_by(by_); }

private:
    Duration by_{};
};

}  // namespace breakwire::sim
