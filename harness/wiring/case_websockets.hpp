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

    /// Where the broker is to listen for those without TLS, and for those with it; nothing if no
    /// device comes so.
    std::optional<Address> listener() const { return listener_for(/*secure=*/false); }
    std::optional<Address> secure_listener() const { return listener_for(/*secure=*/true); }

    /// How long what a device says may wait in its WebSocket, behind the broker's tap.
    Duration longest_wait() const;

    bool in_use() const { return !clients_.empty(); }
    /// Makes `plan` that of `device`, if it comes through a WebSocket.
    void add_to(sim::DoorPlan& plan, const std::string& device) const;

private:
    struct Client {
        devices::WebSocketClientSettings settings;
        bool secure = false;  ///< inside TLS of its own
    };
    std::optional<Address> listener_for(bool secure) const;
    Address address_for(bool secure) const;

    Address plain_;
    Address secure_;
    std::map<std::string, Client> clients_;
};

}  // namespace breakwire::harness
