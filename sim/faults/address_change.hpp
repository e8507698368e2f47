#pragma once

#include "sim/faults/device_fault.hpp"

namespace breakwire::sim {

/// The device moves to another network and goes on at another address. Its connections are over
/// without the broker being told, which sees them half-open until a keep alive or a takeover; what
/// it dials from now on comes from the new address.
///
/// `noticed`: the device's stack loses its connections at once, as lwIP's, Android's and Apple's do
/// when the address goes. Otherwise it is left to its own timers. Momentary.
class AddressChange final : public DeviceFault {
public:
    static Fields<AddressChange> fields();
    void validate(const Places& at) const;
    int begin(ConnectionPort& port) override;
    bool momentary() const override { return true; }

private:
    std::optional<std::string> address_;
    bool noticed_ = true;
};

}  // namespace breakwire::sim
