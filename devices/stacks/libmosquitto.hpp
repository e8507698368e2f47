#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// The real library by its external loop. It behaves as it does in the field: its own
/// acknowledgements, retries and keep alive. What it takes for the operating system is ours: its
/// sockets are connections of the virtual network, its clock is simulated time.
class LibmosquittoStack final : public ClientStack {
public:
    static Fields<LibmosquittoStack> fields();
    void check(const ClientSettings& settings, const Places& at) const override;
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;
};

}  // namespace breakwire::devices
