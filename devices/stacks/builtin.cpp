#include "devices/processes/program.hpp"
#include "devices/stacks/libmosquitto.hpp"
#include "devices/stacks/packet.hpp"
#include "devices/stacks/paho.hpp"

namespace breakwire::devices {

void add_builtin_stacks(Catalog<ClientStack>& stacks) {
    stacks.add<LibmosquittoStack>();
    stacks.add<PacketStack>();
    stacks.add<PahoStack>();
    stacks.add<ProgramStack>();
}

}  // namespace breakwire::devices
