#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "sim/base/byte_queue.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/net/socket.hpp"

namespace breakwire::sim {

/// Joins a virtual connection to a real one: octets, FIN with half-close, RST, and back-pressure in
/// both directions pass as what they are.
///
/// Kept in being by its owner, and by its own pending waits, until both sides are closed.
class Relay : public SocketEvents, public std::enable_shared_from_this<Relay> {
public:
    /// It must outlive the relay.
    explicit Relay(boost::asio::io_context& io) : real_(io) {}

    /// Closes the real socket and says nothing.
    void drop();

    void on_data(ByteView bytes) override;
    void on_fin() override;
    void on_reset() override { abort(); }
    void on_timed_out() override { abort(); }
    void on_acknowledged() override { watch_input(); }

    /// Octets waiting for one side before the other is no longer read.
    static constexpr std::size_t backlog_limit = 256 * 1024;

protected:
    using Error = boost::system::error_code;
    /// Of the one kind of executor there is here: half the size of one for any kind, and so are the
    /// waits for it.
    using RealSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                        boost::asio::io_context::executor_type>;

    /// Of the time in which octets pass.
    virtual TimeDriver& driver() = 0;
    RealSocket& real() { return real_; }
    /// Both ends are there: from here on octets pass.
    void join(std::unique_ptr<Socket> virtual_end);
    /// The virtual end is gone, and nobody hears of it.
    void vanish_virtual();
    /// RST to the real peer.
    void abort();
    void close();
    /// Both sides are closed; the owner lets go.
    virtual void closed() = 0;
    /// The real peer has said something.
    virtual void heard() {}

private:
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

    RealSocket real_;
    std::unique_ptr<Socket> virtual_;
    ByteQueue backlog_;  ///< what the real peer has not taken yet
    bool watching_input_ = false;
    bool watching_output_ = false;
    bool real_finished_ = false;
    bool device_finished_ = false;
};

}  // namespace breakwire::sim
