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

/// A device's place in the network.
struct DeviceHost {
    std::string name;
    std::string address;  ///< IPv4, dotted
    Link link;
    const TcpSettings& tcp;                                  ///< kept by the network
    bool sealed = false;                                     ///< what its connections carry is TLS
    std::vector<std::shared_ptr<Connection>> connections{};  ///< those that are not over
    std::array<int, 2> stops_reading{};        ///< how many faults keep each `Side` from reading
    std::unique_ptr<EthernetLink> ethernet{};  ///< of a device with a TCP of its own
    ConnectionId dialled = 0;  ///< what that has dialled and has not got through so far
};

}  // namespace breakwire::sim
