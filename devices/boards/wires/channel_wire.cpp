#include "devices/boards/wires/channel_wire.hpp"

#include <boost/asio/post.hpp>

namespace breakwire::devices {

void ChannelWire::carry(int descriptor) {
    drop_channel();
    ChannelEvents& ours = *this;
    channel_ = std::make_shared<OctetChannel>(around_, descriptor, ours);
    channel_->begin();
    events_.on_wire_open();
}

void ChannelWire::drop_channel() {
    if (channel_) channel_->close();
    channel_.reset();
}

void ChannelWire::on_channel_end(const std::string& why) {
    channel_.reset();
    events_.on_wire_closed(why);
}

void ChannelWire::fail_soon(const std::string& why) {
    soon([this, why] { events_.on_wire_closed(why); });
}

void ChannelWire::soon(std::function<void()> what) {
    boost::asio::post(around_.io, [this, alive = alive_, what = std::move(what)] {
        if (!*alive) return;
        around_.driver.enter();
        if (*alive) what();
    });
}

}  // namespace breakwire::devices
