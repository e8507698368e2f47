#include "devices/boards/wires/marked_octets.hpp"

namespace breakwire::devices {

MarkedOctets::Input MarkedOctets::read(ByteView marked) {
    Input input;
    for (const std::byte octet : marked) take(octet, input);
    return input;
}

void MarkedOctets::take(std::byte octet, Input& input) {
    constexpr std::byte mark{0xFF};
    switch (state_) {
        case State::plain:
            if (octet == mark) {
                state_ = State::marked;
            } else {
                input.octets.push_back(octet);
            }
            return;
        case State::marked:
            if (octet == std::byte{}) {
                state_ = State::damaged;
                return;
            }
            input.octets.push_back(octet);
            break;
        case State::damaged:
            if (octet == std::byte{}) {
                ++input.breaks;
            } else {
                ++input.errors.framing;
                input.octets.push_back(octet);
            }
            break;
    }
    state_ = State::plain;
}

}  // namespace breakwire::devices
