#include "sim/io/frame_socket.hpp"

#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;

FrameSocket::FrameSocket(asio::io_context& io, TimeDriver& driver, const std::filesystem::path& own,
                         const std::filesystem::path& peer)
    : driver_(driver), peer_(peer.string()), socket_(io) {
    std::error_code ignored;
    std::filesystem::remove(own, ignored);  // what an earlier run may have left
    try {
        socket_ = Protocol::socket(io, Protocol::endpoint(own.string()));
        socket_.non_blocking(true);
    } catch (const boost::system::system_error& error) {
        throw EnvironmentError("cannot make " + own.string() + ": " + error.code().message());
    }
    wait();
}

void FrameSocket::send(ByteView frame) {
    boost::system::error_code lost;
    socket_.send_to(asio::buffer(frame.data(), frame.size()), peer_, 0, lost);
}

void FrameSocket::wait() {
    socket_.async_wait(Protocol::socket::wait_read,
                       [this, alive = alive_](const boost::system::error_code& error) {
                           if (error || !*alive) return;
                           driver_.enter();
                           receive();
                           if (*alive) wait();
                       });
}

void FrameSocket::receive() {
    const auto alive = alive_;
    while (*alive) {
        boost::system::error_code nothing;
        const std::size_t size = socket_.receive(asio::buffer(buffer_), 0, nothing);
        if (nothing) return;
        if (on_frame_) on_frame_(ByteView(buffer_).first(size));
    }
}

}  // namespace breakwire::sim
