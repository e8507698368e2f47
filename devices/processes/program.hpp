#pragma once

#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// Any program that is an MQTT client, as a device: it does what it does, and the network, the
/// faults and the laws are the same as for the others.
class ProgramStack final : public ClientStack {
public:
    static Fields<ProgramStack> fields();
    void check(const ClientSettings& settings, const Places& at) const override;
    std::optional<ProgramNeed> need() const override;
    std::unique_ptr<Client> make(const StackContext& context, const ClientSettings& settings,
                                 const ClientIdentity& identity,
                                 ClientEvents& events) const override;

private:
    std::vector<std::string> command_;
    std::map<std::string, std::string> environment_;
    std::vector<std::string> available_;
};

}  // namespace breakwire::devices
