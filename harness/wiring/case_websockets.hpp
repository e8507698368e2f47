#pragma once

#include <map>
#include <optional>
#include <string>

#include "devices/client_settings.hpp"
#include "harness/brokers/address.hpp"
#include "harness/runner/worker.hpp"
#include "sim/net/layered_door.hpp"

namespace breakwire::harness {

/// Which devices of a case reach the broker through a WebSocket, and how.
class CaseWebSockets {
public:
    /// `broker`: its listener for plain TCP.
    CaseWebSockets(const CaseJob& job, const Address& broker);

    /// Where the broker is to listen for them; nothing if no device comes so.
    std::optional<Address> listener() const;

    /// How long what a device says may wait in its WebSocket, behind the broker's tap.
    Duration longest_wait() const;

    bool in_use() const { return !clients_.empty(); }
    /// Makes `plan` that of `device`, if it comes through a WebSocket.
    void add_to(sim::DoorPlan& plan, const std::string& device) const;

private:
    Address listener_;
    std::map<std::string, devices::WebSocketClientSettings> clients_;
};

}  // namespace breakwire::harness
