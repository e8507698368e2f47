#include "devices/stacks/gateway.hpp"

#include <mosquitto.h>

#include "sim/base/invariant.hpp"

namespace breakwire::devices {

Gateway& Gateway::of(World& world) {
    BREAKWIRE_INVARIANT(world.io != nullptr && world.driver != nullptr);
    if (!world.gateway) world.gateway = std::make_shared<Gateway>(world);
    return *world.gateway;
}

Gateway::Gateway(World& world) : readiness_(*world.io, *world.driver), chores_(world.timers) {
    mosquitto_lib_init();
}

Gateway::~Gateway() { mosquitto_lib_cleanup(); }

}  // namespace breakwire::devices
