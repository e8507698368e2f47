#include "sim/io/broker_bridge.hpp"

#include <utility>

#include "sim/io/bridged_connection.hpp"

namespace breakwire::sim {

BrokerBridge::BrokerBridge(boost::asio::io_context& io, TimeDriver& driver,
                           const boost::asio::ip::tcp::endpoint& broker)
    : io_(io), driver_(driver), broker_(broker) {}

BrokerBridge::~BrokerBridge() {
    for (const auto& connection : connections_) connection->abandon();
}

void BrokerBridge::on_connect(std::unique_ptr<Incoming> incoming) {
    waiting_.push_back(std::move(incoming));
    if (connecting_ < connects_at_once) connect_next();
}

void BrokerBridge::connect_next() {
    const auto connection = std::make_shared<BridgedConnection>(*this, std::move(waiting_.front()));
    waiting_.pop_front();
    connection->connect();
    ++connecting_;
    connections_.insert(connection);
}

/// One attempt is over, whatever came of it.
void BrokerBridge::connected() {
    --connecting_;
    if (!waiting_.empty()) connect_next();
}

}  // namespace breakwire::sim
