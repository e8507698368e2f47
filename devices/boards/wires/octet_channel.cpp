#include "devices/boards/wires/octet_channel.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>

namespace breakwire::devices {

namespace asio = boost::asio;

OctetChannel::OctetChannel(const LineSurroundings& around, int descriptor, ChannelEvents& events)
    : driver_(around.driver), descriptor_(around.io, descriptor), events_(&events) {
    descriptor_.native_non_blocking(true);
    int kind = 0;
    socklen_t size = sizeof kind;
    is_socket_ = getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0;
}

void OctetChannel::begin() { watch_input(); }

void OctetChannel::close() {
    events_ = nullptr;
    Error ignored;
    descriptor_.close(ignored);
}

void OctetChannel::watch_input() {
    if (over()) return;
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                           [self = shared_from_this()](const Error& error) {
                               if (!error && !self->over()) self->read();
                           });
}

/// A terminal whose far side is gone says end of file, or EIO on the master's side, for ever: it is
/// not read again.
void OctetChannel::read() {
    driver_.enter();
    if (over()) return;
    std::array<std::byte, 16 * 1024> buffer;
    const ssize_t size = ::read(descriptor(), buffer.data(), buffer.size());
    if (size > 0) {
        events_->on_channel_bytes(ByteView(buffer).first(static_cast<std::size_t>(size)));
        return watch_input();
    }
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return watch_input();
    end(size == 0 || errno == EIO ? "the far side is gone" : std::strerror(errno));
}

void OctetChannel::write(ByteView bytes) {
    if (over()) return;
    if (backlog_.empty()) bytes = bytes.subspan(write_some(bytes));
    if (over() || bytes.empty()) return;
    backlog_.append(bytes);
    watch_output();
}

/// Returns how much the system took. SIGPIPE would end us.
std::size_t OctetChannel::write_some(ByteView bytes) {
    const ssize_t size = is_socket_ ? ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL)
                                    : ::write(descriptor(), bytes.data(), bytes.size());
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EAGAIN && errno != EINTR) end_soon(std::strerror(errno));
    return 0;
}

void OctetChannel::watch_output() {
    if (std::exchange(watching_output_, true)) return;
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_write,
                           [self = shared_from_this()](const Error& error) {
                               self->watching_output_ = false;
                               if (!error && !self->over()) self->write_backlog();
                           });
}

void OctetChannel::write_backlog() {
    driver_.enter();
    if (over()) return;
    backlog_.release(write_some(backlog_.view(0, backlog_.size())));
    if (!backlog_.empty()) return watch_output();
    events_->on_channel_drained();
}

void OctetChannel::end(const std::string& why) {
    ChannelEvents* const events = events_;
    close();
    if (events != nullptr) events->on_channel_end(why);
}

/// The owner, who is writing, hears of it later: writing can fail while reading still waits.
void OctetChannel::end_soon(const std::string& why) {
    asio::post(descriptor_.get_executor(), [self = shared_from_this(), why] {
        if (self->over()) return;
        self->driver_.enter();
        self->end(why);
    });
}

}  // namespace breakwire::devices
