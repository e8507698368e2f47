#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "sim/io/frame_plug.hpp"
#include "sim/io/time_driver.hpp"

namespace breakwire::sim {

/// The network plug of an emulator: Ethernet frames in Unix-domain datagrams, one in each, as
/// QEMU's `-netdev dgram` sends and takes them.
class FrameSocket final : public FramePlug {
public:
    /// `own`: where we are, `peer`: where the emulator is, once it is there. Throws
    /// `EnvironmentError` if `own` cannot be made. All must outlive it.
    FrameSocket(boost::asio::io_context& io, TimeDriver& driver, const std::filesystem::path& own,
                const std::filesystem::path& peer);
    ~FrameSocket() override { *alive_ = false; }
    FrameSocket(const FrameSocket&) = delete;
    FrameSocket& operator=(const FrameSocket&) = delete;

    void take(OnFrame on_frame) override { on_frame_ = std::move(on_frame); }
    void send(ByteView frame) override;
    bool is_ethernet() const override { return true; }

private:
    using Protocol = boost::asio::local::datagram_protocol;
    /// More than any frame that an emulated controller sends.
    static constexpr std::size_t frame_limit = 4096;

    void wait();
    void receive();

    TimeDriver& driver_;
    Protocol::endpoint peer_;
    OnFrame on_frame_;
    Protocol::socket socket_;
    std::array<std::byte, frame_limit> buffer_{};
    const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::sim
