#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// Our own client: every packet exact, any bytes on request, and misbehaviour where a scenario asks
/// for it. It talks to the virtual network directly, without a real descriptor.
class PacketStack final : public ClientStack {
public:
    static Fields<PacketStack> fields();
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;

private:
    bool auto_connect_ = true;
    bool auto_ack_ = true;
    bool auto_ping_ = true;
};

}  // namespace breakwire::devices
