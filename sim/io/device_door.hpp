#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

#include "sim/io/door_guest.hpp"

namespace breakwire::sim {

/// The way into the virtual network for a program with sockets of its own: a real address that
/// stands for the broker. Each connection to it becomes a virtual one of the device.
///
/// The machine's TCP answers a SYN before the virtual network does, so the program connects first
/// and loses the connection (RST) if the virtual broker then refuses or does not answer.
class DeviceDoor {
public:
    /// Listens at once. Throws `EnvironmentError` if the address is taken. All must outlive it.
    DeviceDoor(boost::asio::io_context& io, TimeDriver& driver, Dialer& dialer, std::string device,
               const boost::asio::ip::tcp::endpoint& address);
    ~DeviceDoor();
    DeviceDoor(const DeviceDoor&) = delete;
    DeviceDoor& operator=(const DeviceDoor&) = delete;

    /// The program's host loses its power: its connections vanish without a word, and those that
    /// nobody has accepted yet never were.
    void vanish();

    /// Resets its connections, both ends of them.
    void reset() { guest_.reset(); }

    /// Has the loop call `what`, soon and at the instant of then. From any thread.
    void soon(std::function<void()> what);

    /// Where it listens, with the port that port 0 became.
    const boost::asio::ip::tcp::endpoint& address() const { return address_; }

private:
    void listen();
    void accept();

    boost::asio::io_context& io_;
    TimeDriver& driver_;
    boost::asio::ip::tcp::endpoint address_;
    boost::asio::ip::tcp::acceptor acceptor_;
    DoorGuest guest_;
    std::shared_ptr<bool> open_ = std::make_shared<bool>(true);  ///< of the present listening
    const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// Listens at an address for `whom`, who is named where that fails. Throws `EnvironmentError`.
boost::asio::ip::tcp::acceptor listen_at(boost::asio::io_context& io,
                                         const boost::asio::ip::tcp::endpoint& address,
                                         const std::string& whom);

}  // namespace breakwire::sim
