#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <unordered_set>

#include "sim/io/time_driver.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

class DoorConnection;

/// A device whose program or firmware has sockets of its own, as a door knows it: each real
/// connection that it is given becomes a virtual one of the device, and ends as that ends.
class DoorGuest {
public:
    /// `device`: as the network knows it. What is referred to must outlive it.
    DoorGuest(boost::asio::io_context& io, TimeDriver& driver, Dialer& dialer, std::string device);
    /// Closes its connections and says nothing to the virtual network.
    ~DoorGuest();
    DoorGuest(const DoorGuest&) = delete;
    DoorGuest& operator=(const DoorGuest&) = delete;

    /// A real connection of the device: it is dialled for at once.
    void connect(boost::asio::ip::tcp::socket socket);
    /// The device's host loses its power: its connections vanish without a word.
    void vanish();
    /// Resets its connections, both ends of them.
    void reset();

    const std::string& device() const { return device_; }

private:
    friend class DoorConnection;

    boost::asio::io_context& io_;
    TimeDriver& driver_;
    Dialer& dialer_;
    const std::string device_;
    std::unordered_set<std::shared_ptr<DoorConnection>> connections_;
};

}  // namespace breakwire::sim
