#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>

#include "devices/boards/wire.hpp"
#include "sim/base/byte_queue.hpp"

namespace breakwire::devices {

/// What the owner of a channel is told; it may close the channel in any of them.
class ChannelEvents {
public:
    virtual ~ChannelEvents() = default;
    virtual void on_channel_bytes(ByteView bytes) = 0;
    /// Once: nothing more comes or goes.
    virtual void on_channel_end(const std::string& why) = 0;
    virtual void on_channel_drained() = 0;
};

/// Octets through a descriptor, whatever it is: read as soon as they come, written as the far side
/// takes them. Kept in being by its owner and its own pending waits.
class OctetChannel : public std::enable_shared_from_this<OctetChannel> {
public:
    /// Takes over `descriptor`. `events` must outlive it or its `close`, what `around` refers to
    /// its waits.
    OctetChannel(const LineSurroundings& around, int descriptor, ChannelEvents& events);

    /// Reads from now on.
    void begin();
    void write(ByteView bytes);
    std::size_t unwritten() const { return backlog_.size(); }
    int descriptor() { return descriptor_.native_handle(); }
    /// No more events.
    void close();

private:
    using Error = boost::system::error_code;

    bool over() const { return events_ == nullptr; }
    void watch_input();
    void read();
    std::size_t write_some(ByteView bytes);
    void watch_output();
    void write_backlog();
    void end(const std::string& why);
    void end_soon(const std::string& why);

    sim::TimeDriver& driver_;
    boost::asio::posix::stream_descriptor descriptor_;
    ChannelEvents* events_;  ///< null once it is over
    ByteQueue backlog_;
    bool watching_output_ = false;
    bool is_socket_ = false;
};

}  // namespace breakwire::devices
