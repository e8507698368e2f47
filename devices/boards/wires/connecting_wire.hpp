#pragma once

#include "devices/boards/wires/channel_wire.hpp"
#include "devices/boards/wires/connect_attempt.hpp"

namespace breakwire::devices {

/// A stream that we connect to, over TCP or a Unix-domain socket.
class ConnectingWire final : public ChannelWire {
public:
    ConnectingWire(const LineSurroundings& around, HostPort address, WireEvents& events)
        : ChannelWire(around, events), tcp_(std::move(address)) {}
    ConnectingWire(const LineSurroundings& around, const std::filesystem::path& path,
                   WireEvents& events)
        : ChannelWire(around, events), path_(path) {}
    ~ConnectingWire() override { close(); }

    void open() override;
    void close() override;
    std::string address() const override { return tcp_ ? tcp_->text() : path_.string(); }

private:
    std::optional<HostPort> tcp_;
    std::filesystem::path path_;
    std::shared_ptr<ConnectAttempt> attempt_;
};

}  // namespace breakwire::devices
