#pragma once

#include <memory>
#include <utility>

#include "sim/io/broker_bridge.hpp"
#include "sim/io/relay.hpp"

namespace breakwire::sim {

/// One connection across the bridge, kept in being by the bridge.
class BridgedConnection final : public Relay {
public:
    BridgedConnection(BrokerBridge& bridge, std::unique_ptr<Incoming> incoming);

    /// Throws `EnvironmentError` if no socket can be had for the device's address.
    void connect();
    /// The bridge goes.
    void abandon();
    /// It counts as under way no more.
    void leave_line();
    /// Whether its handshake was over when this was asked last, and the broker has not said
    /// anything since.
    bool still_unheard() {
        const bool unheard = in_line_ && incoming_ == nullptr;
        return std::exchange(unheard_, unheard) && unheard;
    }

private:
    void open();
    void connected(const Error& error);
    void closed() override;
    void heard() override { leave_line(); }
    TimeDriver& driver() override { return bridge_.driver_; }

    bool in_line_ = true;  ///< it counts as under way
    bool unheard_ = false;
    BrokerBridge& bridge_;
    std::unique_ptr<Incoming> incoming_;
};

}  // namespace breakwire::sim
