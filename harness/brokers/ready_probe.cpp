#include "harness/brokers/ready_probe.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "sim/mqtt/encode.hpp"

namespace breakwire::harness {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Bytes hello() {
    mqtt::Connect connect;
    connect.version = mqtt::Version::v3_1_1;
    connect.client_id = "breakwire-ready-probe";
    connect.clean_start = true;
    return encode(connect, connect.version);
}

Bytes goodbye() { return encode(mqtt::Disconnect{}, mqtt::Version::v3_1_1); }

/// Whether the broker answers a CONNECT with a CONNACK.
asio::awaitable<bool> greet(tcp::endpoint broker) {
    tcp::socket socket(co_await asio::this_coro::executor);
    if (const auto [failure] = co_await socket.async_connect(broker, as_result); failure) {
        co_return false;
    }
    const Bytes greeting = hello();
    co_await asio::async_write(socket, asio::buffer(greeting), as_result);
    std::array<std::uint8_t, 4> answer{};
    const auto [failure, size] = co_await asio::async_read(socket, asio::buffer(answer), as_result);
    if (failure || answer[0] >> 4 != static_cast<int>(mqtt::PacketType::connack)) {
        co_return false;
    }
    const Bytes farewell = goodbye();
    co_await asio::async_write(socket, asio::buffer(farewell), as_result);
    co_return true;
}

}  // namespace

ReadyProbe::ReadyProbe(asio::io_context& io, sim::TimeDriver& driver, Timers& timers,
                       tcp::endpoint broker, std::function<void()> ready)
    : io_(io),
      driver_(driver),
      timers_(timers),
      broker_(std::move(broker)),
      ready_(std::move(ready)) {
    ask();
}

ReadyProbe::~ReadyProbe() {
    link_->cut = true;
    timers_.cancel(next_);
    link_->cancel.emit(asio::cancellation_type::terminal);
}

void ReadyProbe::ask() {
    auto report = [this, link = link_](std::exception_ptr, bool by_connack) {
        if (!link->cut) answered(by_connack);
    };
    asio::co_spawn(io_, greet(broker_),
                   asio::bind_cancellation_slot(link_->cancel.slot(), std::move(report)));
}

void ReadyProbe::answered(bool by_connack) {
    driver_.enter();
    if (by_connack) {
        const auto ready = std::move(ready_);  // it may let go of this object
        ready();
    } else {
        next_ = timers_.after(interval, [this] { ask(); });
    }
}

}  // namespace breakwire::harness
