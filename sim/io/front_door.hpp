#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sim/net/socket.hpp"

namespace breakwire::sim {

class TimeDriver;
class FrontDoor;

/// Which connections at an address are a device's. What is absent does not matter.
struct DoorMatch {
    std::optional<std::string> client_id;  ///< of the CONNECT that a connection begins with
    std::optional<boost::asio::ip::address> address;  ///< of its other end

    bool operator==(const DoorMatch&) const = default;
};

/// A device's share of a front door, for as long as it lives.
class Entrance {
public:
    struct Settings {
        std::string device;  ///< as the network knows it
        Dialer& dialer;      ///< outlives the entrance
        DoorMatch match{};
        /// Told of each connection at the door that is nobody's: "a connection from
        /// 192.0.2.7:40112 is nobody's: its client identifier is 'pump'". May be empty.
        std::function<void(const std::string&)> on_stranger{};
    };

    virtual ~Entrance() = default;

    /// Nothing of the device reaches the network any more: its connections vanish without a word,
    /// and those to come are accepted and never heard.
    virtual void close() = 0;
    /// As it was at first. Connections that came while it was closed are reset.
    virtual void open() = 0;
    virtual const boost::asio::ip::tcp::endpoint& address() const = 0;
};

/// The real addresses of a case that stand for the broker, each for one device or for several.
///
/// A connection belongs to whom its client identifier and its address fit, and among several to who
/// asked for most. Its CONNECT is looked at only where somebody asks for a client identifier; the
/// virtual connection is then dialled for when all of that has come. A connection that is nobody's
/// is reset. As at a `DeviceDoor`, the machine's TCP answers a SYN before the virtual network does.
class FrontDoors {
public:
    /// Both must outlive it.
    FrontDoors(boost::asio::io_context& io, TimeDriver& driver) : io_(io), driver_(driver) {}

    /// Lets a device in at an address; port 0 is a door of its own. Throws `EnvironmentError` if
    /// the address is taken by somebody else.
    std::unique_ptr<Entrance> enter(const boost::asio::ip::tcp::endpoint& address,
                                    Entrance::Settings settings);

private:
    boost::asio::io_context& io_;
    TimeDriver& driver_;
    std::map<boost::asio::ip::tcp::endpoint, std::weak_ptr<FrontDoor>> doors_;
};

}  // namespace breakwire::sim
