#include "sim/faults/packet_inject.hpp"

#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

void PacketInject::act(PacketInFlight& packet) {
    mqtt::Publish publish;
    publish.retain = retain_;
    publish.topic = topic_.text();
    publish.payload = payload_;
    packet.insert_after(mqtt::encode(publish, packet.seen().version));
}

}  // namespace breakwire::sim
