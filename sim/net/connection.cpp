#include "sim/net/connection.hpp"

#include <utility>

#include "sim/net/device_host.hpp"

namespace breakwire::sim {

Connection::Connection(ConnectionId number, DeviceHost& device, const ConnectionContext& context)
    : id_(number),
      device_(device),
      carrier_(context.carrier),
      client_(*this, Tap::client, context.client, device.tcp),
      broker_(*this, Tap::broker, context.broker, context.tcp) {}

void Connection::receive(Direction direction, const TcpSegment& segment) {
    if (direction == Direction::down) return client_.tcp().receive(segment);
    if (!broker_.tcp().fresh() || !segment.syn) return broker_.tcp().receive(segment);
    // The SYN of an attempt that the device has given up meanwhile meets with silence.
    if (offered_ || client_.tcp().over()) return;
    offered_ = answering_ = true;
    broker_.tcp().offer(segment);
    carrier_.reached_server(shared_from_this());
}

void Connection::transmit(Direction direction, TcpSegment segment) {
    if (!silenced_) carrier_.transmit(shared_from_this(), direction, std::move(segment));
}

std::unique_ptr<Socket> Connection::accept(SocketEvents& events) {
    answering_ = false;
    auto socket = broker_.open(events);
    broker_.tcp().accept();
    return socket;
}

void Connection::refuse() {
    answering_ = false;
    broker_.record(Transport::refused, Direction::down);
    broker_.tcp().refuse();
}

void Connection::leave_unanswered() {
    answering_ = false;
    check_over();
}

void Connection::check_over() {
    const TcpEnd& broker = broker_.tcp();
    if (answering_ || !client_.tcp().over() || !(broker.over() || broker.fresh())) return;
    carrier_.over(shared_from_this());
}

Offer::~Offer() {
    if (!answered_) connection_->leave_unanswered();
}

const std::string& Offer::device() const { return connection_->device().name(); }

const std::string& Offer::address() const { return connection_->device().address; }

std::unique_ptr<Socket> Offer::accept(SocketEvents& events) {
    answered_ = true;
    return connection_->accept(events);
}

void Offer::refuse() {
    answered_ = true;
    connection_->refuse();
}

}  // namespace breakwire::sim
