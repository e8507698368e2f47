#pragma once

#include <string>

#include "sim/record/event.hpp"

/// What checks look at: the client's tap, because it shows what a device really got and said.
namespace breakwire::scenarios {

/// The packet of `event` if it passed the tap of `device` in `direction`, or nullptr.
const sim::PacketSeen* packet_at_client(const sim::Event& event, const std::string& device,
                                        sim::Direction direction);

/// The packet as a `T` if `device` got it, or nullptr.
template <class T>
const T* received(const sim::Event& event, const std::string& device) {
    const auto* seen = packet_at_client(event, device, sim::Direction::down);
    return seen != nullptr ? seen->as<T>() : nullptr;
}

/// The packet as a `T` if `device` sent it, or nullptr.
template <class T>
const T* sent(const sim::Event& event, const std::string& device) {
    const auto* seen = packet_at_client(event, device, sim::Direction::up);
    return seen != nullptr ? seen->as<T>() : nullptr;
}

/// What `device` learnt about its connection, or nullptr.
const sim::ConnectionSeen* transport_to_client(const sim::Event& event, const std::string& device);

}  // namespace breakwire::scenarios
