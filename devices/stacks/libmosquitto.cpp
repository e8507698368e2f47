#include "devices/stacks/libmosquitto.hpp"

#include "devices/stacks/libmosquitto_client.hpp"

namespace breakwire::devices {

Fields<LibmosquittoStack> LibmosquittoStack::fields() {
    return Fields<LibmosquittoStack>("libmosquitto",
                                     "the real library, on virtual sockets and simulated time");
}

/// Source: libmosquitto 2.0, mosquitto_connect(3) and mosquitto_new(3).
void LibmosquittoStack::check(const ClientSettings& settings, const Places& at) const {
    if (settings.keep_alive > Duration{} && settings.keep_alive < 5s) {
        at.fail("keep_alive", "is below 5s, the least libmosquitto takes; use stack: packet");
    }
    if (settings.client_id && settings.client_id->empty()) {
        at.fail("client_id", "is empty, and libmosquitto would draw one; use stack: packet");
    }
}

std::unique_ptr<Client> LibmosquittoStack::make(const StackContext& context,
                                                const ClientSettings& settings,
                                                const ClientIdentity& identity,
                                                ClientEvents& events) const {
    return std::make_unique<LibmosquittoClient>(context, settings, identity, events);
}

}  // namespace breakwire::devices
