#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// Eclipse Paho's client for C, MQTTAsync, as it is: its threads, its sockets, its clock. These
/// wait for nobody's simulated time, so its cases run on the wall clock.
class PahoStack final : public ClientStack {
public:
    static Fields<PahoStack> fields();
    std::string why_not_led() const override;
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;
};

}  // namespace breakwire::devices
