#include "sim/io/broker_bridge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/io/bridged_connection.hpp"

namespace breakwire::sim {

BrokerBridge::BrokerBridge(boost::asio::io_context& io, TimeDriver& driver,
                           const boost::asio::ip::tcp::endpoint& broker)
    : io_(io), driver_(driver), broker_(broker), patience_(io) {}

BrokerBridge::~BrokerBridge() {
    for (const auto& connection : connections_) connection->abandon();
}

void BrokerBridge::on_connect(std::unique_ptr<Incoming> incoming) {
    waiting_.push_back(std::move(incoming));
    if (under_way_ < connects_at_once) return connect_next();
    lose_patience();
}

void BrokerBridge::connect_next() {
    const auto connection = std::make_shared<BridgedConnection>(*this, std::move(waiting_.front()));
    waiting_.pop_front();
    ++under_way_;
    connections_.insert(connection);
    connection->connect();
}

/// One attempt is over, whatever came of it.
void BrokerBridge::served() {
    --under_way_;
    if (waiting_.empty()) return;
    connect_next();
    if (!waiting_.empty()) lose_patience();
}

void BrokerBridge::lose_patience() {
    if (std::exchange(impatient_, true)) return;
    patience_.expires_after(patience);
    patience_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) pass_over_silent();
    });
}

/// Those of which the broker has had time to take notice.
void BrokerBridge::pass_over_silent() {
    impatient_ = false;
    std::vector<std::shared_ptr<BridgedConnection>> silent;
    std::copy_if(connections_.begin(), connections_.end(), std::back_inserter(silent),
                 [](const auto& each) { return each->still_unheard(); });
    for (const auto& each : silent) each->leave_line();
    if (!waiting_.empty()) lose_patience();
}

}  // namespace breakwire::sim
