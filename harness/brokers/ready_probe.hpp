#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>

#include "sim/base/timers.hpp"
#include "sim/io/time_driver.hpp"

namespace breakwire::harness {

/// Finds out when a broker is ready: when it answers a CONNECT with a CONNACK, be it a refusal.
/// That it accepts TCP connections says less: brokers do so up to 0.2 s early.
///
/// Asks every 10 ms over a real socket, outside the virtual network, as client
/// `breakwire-ready-probe`, and leaves nothing behind: the session is clean.
class ReadyProbe {
public:
    /// `ready` is called once, not from inside the constructor, unless this object goes first.
    ReadyProbe(boost::asio::io_context& io, sim::TimeDriver& driver, Timers& timers,
               boost::asio::ip::tcp::endpoint broker, std::function<void()> ready);
    ~ReadyProbe();
    ReadyProbe(const ReadyProbe&) = delete;
    ReadyProbe& operator=(const ReadyProbe&) = delete;

    static constexpr Duration interval = 10ms;

private:
    void ask();
    void answered(bool by_connack);

    boost::asio::io_context& io_;
    sim::TimeDriver& driver_;
    Timers& timers_;
    boost::asio::ip::tcp::endpoint broker_;
    std::function<void()> ready_;
    Timers::Id next_ = 0;
    /// Shared with what is under way, which may end after this object is gone.
    struct Link {
        bool cut = false;
        boost::asio::cancellation_signal cancel;
    };
    std::shared_ptr<Link> link_ = std::make_shared<Link>();
};

}  // namespace breakwire::harness
