#include "devices/stacks/paho.hpp"

#include "devices/stacks/paho_client.hpp"

namespace breakwire::devices {

Fields<PahoStack> PahoStack::fields() {
    return Fields<PahoStack>("paho", "Eclipse Paho's library for C, on the wall clock alone");
}

std::string PahoStack::why_not_led() const {
    return "paho has threads and sockets of its own, which follow the wall clock";
}

std::unique_ptr<Client> PahoStack::make(const StackContext& context, const ClientSettings& settings,
                                        const ClientIdentity& identity,
                                        ClientEvents& events) const {
    return std::make_unique<PahoClient>(context, settings, identity, events);
}

}  // namespace breakwire::devices
