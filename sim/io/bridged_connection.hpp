#pragma once

#include <memory>

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

private:
    void open();
    void connected(const Error& error);
    void closed() override;

    BrokerBridge& bridge_;
    std::unique_ptr<Incoming> incoming_;
};

}  // namespace breakwire::sim
