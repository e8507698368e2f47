#include "harness/brokers/remote_host.hpp"

#include <boost/asio/ip/address.hpp>

namespace breakwire::harness {

void RemoteHost::launch(sim::ChildCommand, const Address& address, Events events) {
    launched_ = true;
    const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::make_address(address.host),
                                                  address.port);
    probe_ = std::make_unique<ReadyProbe>(
        io_, driver_, timers_, endpoint, [on_ready = std::move(events.on_ready)] { on_ready(""); });
}

}  // namespace breakwire::harness
