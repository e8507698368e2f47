#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <unordered_set>

#include "sim/io/time_driver.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

class BridgedConnection;

/// Joins each virtual connection, at the broker's end, to a real one to a real broker.
///
/// The real socket is bound to the device's own address (in 127.0.0.0/8, so none has to be
/// configured), and the broker's log tells devices apart. What ends one side ends the other the
/// same way: refusal, FIN with half-close, RST. A device that vanishes leaves its real socket open
/// and silent, until the bridge goes.
class BrokerBridge final : public Server {
public:
    /// All three must outlive the bridge; the bridge must outlive neither `Network` nor `io`'s run.
    BrokerBridge(boost::asio::io_context& io, TimeDriver& driver,
                 const boost::asio::ip::tcp::endpoint& broker);
    ~BrokerBridge() override;

    void on_connect(std::unique_ptr<Incoming> incoming) override;

    /// Brokers listen with a backlog of 100 (mosquitto); beyond it SYNs are lost and repeated after
    /// a second of wall time. The kernel completes handshakes by itself, so that a connection is
    /// under way until the broker has said something on it.
    static constexpr std::size_t connects_at_once = 64;
    /// A device need not send a CONNECT, and then a broker says nothing. After this much wall time
    /// it has accepted the connection, and others need not wait longer.
    static constexpr std::chrono::milliseconds patience{100};

private:
    friend class BridgedConnection;
    void connect_next();
    void served();
    void lose_patience();
    void pass_over_silent();

    boost::asio::io_context& io_;
    TimeDriver& driver_;
    boost::asio::ip::tcp::endpoint broker_;
    std::deque<std::unique_ptr<Incoming>> waiting_;
    std::size_t under_way_ = 0;
    boost::asio::steady_timer patience_;
    bool impatient_ = false;  ///< the timer runs
    std::unordered_set<std::shared_ptr<BridgedConnection>> connections_;
};

}  // namespace breakwire::sim
