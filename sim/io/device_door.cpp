#include "sim/io/device_door.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

tcp::acceptor listen_at(asio::io_context& io, const tcp::endpoint& address,
                        const std::string& whom) {
    try {
        return tcp::acceptor(io, address);
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot listen at " + address.address().to_string() + ':' +
                               std::to_string(address.port()) + " for " + whom + ": " +
                               error.code().message());
    }
}

DeviceDoor::DeviceDoor(asio::io_context& io, TimeDriver& driver, Dialer& dialer, std::string device,
                       const tcp::endpoint& address)
    : io_(io),
      driver_(driver),
      address_(address),
      acceptor_(io),
      guest_(io, driver, dialer, std::move(device)) {
    listen();
}

/// A port that was any becomes a certain one with the first call.
void DeviceDoor::listen() {
    acceptor_ = listen_at(io_, address_, guest_.device());
    address_ = acceptor_.local_endpoint();
    accept();
}

DeviceDoor::~DeviceDoor() { *open_ = *alive_ = false; }

void DeviceDoor::vanish() {
    guest_.vanish();
    *std::exchange(open_, std::make_shared<bool>(true)) = false;
    acceptor_.close();
    listen();
}

void DeviceDoor::soon(std::function<void()> what) {
    asio::post(io_, [this, alive = alive_, what = std::move(what)] {
        if (!*alive) return;
        driver_.enter();
        what();
    });
}

void DeviceDoor::accept() {
    acceptor_.async_accept([this, open = open_](const auto& error, tcp::socket socket) {
        if (error || !*open) return;
        driver_.enter();
        guest_.connect(std::move(socket));
        accept();
    });
}

}  // namespace breakwire::sim
