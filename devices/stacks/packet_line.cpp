#include "devices/stacks/packet_line.hpp"

#include "sim/mqtt/decode.hpp"

namespace breakwire::devices {

PacketLine::PacketLine(sim::Dialer& dialer, const std::string& device, mqtt::Version version,
                       Owner& owner)
    : owner_(owner), version_(version), socket_(dialer.dial(device, *this)) {}

void PacketLine::finish() {
    if (open()) {
        state_ = peer_ended_ ? State::over : State::parting;
        socket_->finish();
    } else if (state_ == State::dialing) {
        state_ = State::over;
        socket_->reset();
    }
}

void PacketLine::vanish() {
    state_ = State::over;
    socket_->vanish();
}

void PacketLine::on_established() {
    if (state_ != State::dialing) return;
    state_ = State::open;
    owner_.on_open();
}

void PacketLine::on_data(ByteView bytes) {
    if (!open()) return;
    framer_.feed(bytes);
    while (open()) {
        const auto framed = framer_.next();
        if (!framed) return;
        take_packet(*framed);
    }
}

void PacketLine::take_packet(const mqtt::Decoded<Bytes>& framed) {
    if (!framed) return owner_.on_malformed(to_string(framed.error()));
    const auto packet = mqtt::decode(*framed, version_);
    if (!packet) return owner_.on_malformed(to_string(packet.error()));
    owner_.on_packet(*packet);
}

void PacketLine::end(const std::string& how) {
    peer_ended_ = true;
    if (state_ == State::parting) {
        state_ = State::over;
        owner_.on_over(*this);
    } else if (state_ != State::over) {
        owner_.on_end(how);
    }
}

}  // namespace breakwire::devices
