#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <optional>

#include "devices/boards/wires/channel_wire.hpp"

namespace breakwire::devices {

/// A stream whose far side connects to us, over TCP or a Unix-domain socket. Who comes last has the
/// line: a board that has rebooted does not wait until its former connection is noticed to be dead.
class ListeningWire final : public ChannelWire {
public:
    ListeningWire(const LineSurroundings& around, HostPort address, WireEvents& events);
    ListeningWire(const LineSurroundings& around, const std::filesystem::path& path,
                  WireEvents& events);
    ~ListeningWire() override { close(); }

    /// Listens at once. Throws `EnvironmentError` if the address is taken.
    void open() override;
    void close() override;
    std::string address() const override;
    bool awaits() const override { return true; }

private:
    using Error = boost::system::error_code;

    void listen_tcp();
    void listen_unix();
    template <class Acceptor>
    void accept(Acceptor& acceptor);
    void came(int descriptor);

    std::optional<HostPort> tcp_;
    std::filesystem::path path_;
    boost::asio::ip::tcp::acceptor tcp_acceptor_;
    boost::asio::local::stream_protocol::acceptor unix_acceptor_;
    std::shared_ptr<bool> listening_;  ///< false once this is closed
};

}  // namespace breakwire::devices
