#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// The real library by its external loop, on real TCP sockets whose other end is the virtual
/// network. It behaves as it does in the field: its own acknowledgements, retries and keep alive.
/// Its clock is the machine's (CLOCK_MONOTONIC, whole seconds).
class LibmosquittoStack final : public ClientStack {
public:
    static Fields<LibmosquittoStack> fields();
    void check(const ClientSettings& settings, const Places& at) const override;
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;
};

}  // namespace breakwire::devices
