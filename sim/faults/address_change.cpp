#include "sim/faults/address_change.hpp"

#include <charconv>

namespace breakwire::sim {

namespace {

/// One of 127.0.0.0/8 in dotted form, which every host has.
bool is_loopback(std::string_view text) {
    constexpr int parts = 4;
    for (int part = 0; part < parts; ++part) {
        int value = -1;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || value < 0 || value > 255) return false;
        if (part == 0 && value != 127) return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part + 1 == parts) return text.empty();
        if (text.empty() || text.front() != '.') return false;
        text.remove_prefix(1);
    }
    return false;
}

}  // namespace

Fields<AddressChange> AddressChange::fields() {
    return device_fields<AddressChange>("address_change",
                                        "moves a device to another address: the broker is left "
                                        "with half-open connections")
        .optional("address", &AddressChange::address_,
                  "the new one, in 127.0.0.0/8; a free one of the device's range if absent")
        .optional("noticed", &AddressChange::noticed_,
                  "whether the device's stack loses its connections at once")
        .shorthand("device");
}

void AddressChange::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (!address_) return;
    if (!is_loopback(*address_)) at.fail("address", "must be one of 127.0.0.0/8, as 127.64.9.1");
    if (devices.size() > 1 || devices.front() == "*") at.fail("address", "is for one device");
}

int AddressChange::begin(ConnectionPort& port) {
    int touched = 0;
    for (const std::string& device : devices) {
        touched += port.move(device, address_.value_or(""), noticed_);
    }
    return touched;
}

}  // namespace breakwire::sim
