#pragma once

#include "devices/boards/wires/octet_channel.hpp"

namespace breakwire::devices {

/// What wires have in common whose octets pass through one descriptor at a time.
class ChannelWire : public Wire, private ChannelEvents {
public:
    ChannelWire(const LineSurroundings& around, WireEvents& events)
        : around_(around), events_(events) {}
    ~ChannelWire() override {
        drop_channel();
        *alive_ = false;
    }

    void write(ByteView bytes) override {
        if (channel_) channel_->write(bytes);
    }
    std::size_t unwritten() const override { return channel_ ? channel_->unwritten() : 0; }

protected:
    const LineSurroundings& around() const { return around_; }
    WireEvents& events() { return events_; }
    bool carrying() const { return channel_ != nullptr; }
    int descriptor() { return channel_->descriptor(); }

    /// From now on octets pass through `descriptor`, which it owns. Tells that the wire is open.
    void carry(int descriptor);
    void drop_channel();
    /// Octets as they come from the descriptor.
    virtual void take(ByteView bytes) { events_.on_wire_bytes(bytes); }
    /// Tells `why` the wire could not be opened, but not now.
    void fail_soon(const std::string& why);
    /// Calls `what` at the present instant, outside of the kernel, if this is still there.
    void soon(std::function<void()> what);

private:
    void on_channel_bytes(ByteView bytes) override { take(bytes); }
    void on_channel_end(const std::string& why) override;
    void on_channel_drained() override { events_.on_wire_drained(); }

    LineSurroundings around_;
    WireEvents& events_;
    std::shared_ptr<OctetChannel> channel_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
