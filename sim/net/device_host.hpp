#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sim/net/connection.hpp"
#include "sim/net/ethernet_link.hpp"
#include "sim/net/link.hpp"
#include "sim/net/tcp_settings.hpp"

namespace breakwire::sim {

/// A device's place in the network, which keeps its name and settings.
struct DeviceHost {
    const std::string* key;
    std::string address;  ///< IPv4, dotted
    Link link;
    const TcpSettings& tcp;
    std::vector<std::shared_ptr<Connection>> connections{};  ///< those that are not over
    std::unique_ptr<EthernetLink> ethernet{};                ///< of a device with a TCP of its own
    ConnectionId dialled = 0;  ///< what that has dialled and has not got through so far
    std::array<std::uint16_t, 2> stops_reading{};  ///< how many faults keep each `Side` from it
    bool sealed = false;                           ///< what its connections carry is TLS

    const std::string& name() const { return *key; }
};

}  // namespace breakwire::sim
