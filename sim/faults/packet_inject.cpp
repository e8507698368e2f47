#include "sim/faults/packet_inject.hpp"

#include "sim/mqtt/encode.hpp"

namespace breakwire::sim {

void PacketInject::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (!form_ && !topic_) at.fail("packet_inject", "needs a packet, or the topic of a publish");
    if (!form_) return;
    for (const char* key : {"topic", "payload", "retain"}) {
        if (at.has(key)) at.fail(key, "cannot go with packet, which has fields of its own");
    }
}

void PacketInject::act(PacketInFlight& packet) {
    Bytes bytes = octets(packet.seen().version);
    if (direction_ && *direction_ != packet.seen().direction) {
        packet.insert_opposite(std::move(bytes));
    } else if (when_ == InjectWhen::before) {
        packet.insert_before(std::move(bytes));
    } else {
        packet.insert_after(std::move(bytes));
    }
}

Bytes PacketInject::octets(mqtt::Version version) const {
    if (form_) return form_->octets(version);
    mqtt::Publish publish;
    publish.retain = retain_;
    publish.topic = topic_->text();
    publish.payload = payload_;
    return mqtt::encode(publish, version);
}

}  // namespace breakwire::sim
