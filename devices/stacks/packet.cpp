#include "devices/stacks/packet.hpp"

#include "devices/stacks/connect_packet.hpp"
#include "devices/stacks/packet_client.hpp"

namespace breakwire::devices {

Fields<PacketStack> PacketStack::fields() {
    return Fields<PacketStack>("packet", "our own client: exact packets, raw bytes, misbehaviour")
        .optional("auto_connect", &PacketStack::auto_connect_,
                  "send CONNECT by itself; false leaves it to `send`")
        .optional("auto_ack", &PacketStack::auto_ack_,
                  "answer PUBLISH, PUBREC and PUBREL by itself")
        .optional("auto_ping", &PacketStack::auto_ping_, "keep the connection alive by PINGREQ");
}

std::unique_ptr<Client> PacketStack::make(const StackContext& context,
                                          const ClientSettings& settings,
                                          const ClientIdentity& identity,
                                          ClientEvents& events) const {
    SessionSettings session{connect_packet(settings, identity), auto_connect_, auto_ack_,
                            auto_ping_};
    return std::make_unique<PacketClient>(context, std::move(session), settings.connect_timeout,
                                          events);
}

}  // namespace breakwire::devices
