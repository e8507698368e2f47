#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "sim/io/broker_bridge.hpp"

namespace breakwire::sim {

/// One connection across the bridge: the virtual socket and the real one.
///
/// Kept in being by the bridge, and by its own pending waits, until both are closed.
class BridgedConnection final : public SocketEvents,
                                public std::enable_shared_from_this<BridgedConnection> {
public:
    BridgedConnection(BrokerBridge& bridge, std::unique_ptr<Incoming> incoming);

    /// Throws `EnvironmentError` if no socket can be had for the device's address.
    void connect();
    /// Closes the real socket and says nothing.
    void drop();

    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override { abort(); }
    void on_timed_out() override { abort(); }
    void on_acknowledged() override { watch_input(); }

private:
    using Error = boost::system::error_code;

    void open();
    void connected(const Error& error);
    void watch_input();
    void read();
    void input_ended(const Error& error);
    void watch_for_reset();
    void look_for_reset();
    void write_backlog();
    std::size_t write(ByteView bytes);
    void watch_output();
    void shut_down_if_done();
    void reset_virtual();
    void abort();
    void close();

    BrokerBridge& bridge_;
    std::unique_ptr<Incoming> incoming_;
    std::unique_ptr<Socket> virtual_;
    boost::asio::ip::tcp::socket real_;
    Bytes backlog_;  ///< what the broker has not taken yet
    bool watching_input_ = false;
    bool watching_output_ = false;
    bool broker_finished_ = false;
    bool device_finished_ = false;
};

}  // namespace breakwire::sim
