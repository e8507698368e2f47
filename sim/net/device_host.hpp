#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/net/connection.hpp"
#include "sim/net/link.hpp"

namespace breakwire::sim {

/// A device's place in the network.
struct DeviceHost {
    std::string name;
    std::string address;  ///< IPv4, dotted
    Link link;
    std::vector<std::shared_ptr<Connection>> connections{};  ///< those that are not over
};

}  // namespace breakwire::sim
