#include "sim/mqtt/encode.hpp"
#include "sim/mqtt/malform_makers.hpp"

namespace breakwire::mqtt::malformed {

Made qos_3(Packet packet, Version version) {
    auto& publish = std::get<Publish>(packet);
    publish.qos = static_cast<Qos>(3);
    if (publish.packet_id == 0) publish.packet_id = 1;
    return encode(packet, version);
}

Made dup_at_qos_0(Packet packet, Version version) {
    auto& publish = std::get<Publish>(packet);
    publish.qos = Qos::at_most_once;
    publish.dup = true;
    return encode(packet, version);
}

Made topic_empty(Packet packet, Version version) {
    auto& publish = std::get<Publish>(packet);
    publish.topic.clear();
    publish.properties.remove(PropertyId::topic_alias);
    return encode(packet, version);
}

Made topic_alias_0(Packet packet, Version version) {
    auto& publish = std::get<Publish>(packet);
    publish.properties.remove(PropertyId::topic_alias);
    publish.properties.add(PropertyId::topic_alias, 0);
    return encode(packet, version);
}

Made response_topic_wildcard(Packet packet, Version version) {
    auto& publish = std::get<Publish>(packet);
    publish.properties.remove(PropertyId::response_topic);
    publish.properties.add(PropertyId::response_topic, std::string("a/#"));
    return encode(packet, version);
}

Made no_filters(Packet packet, Version version) {
    if (auto* subscribe = std::get_if<Subscribe>(&packet)) subscribe->subscriptions.clear();
    if (auto* unsubscribe = std::get_if<Unsubscribe>(&packet)) unsubscribe->filters.clear();
    return encode(packet, version);
}

/// A SUBSCRIBE ends with the options of its last filter.
Made subscription_options(Packet packet, Version version, unsigned set) {
    Bytes whole = encode(packet, version);
    whole.back() |= std::byte(set);
    return whole;
}

Made no_local_on_shared(Packet packet, Version version) {
    auto& subscribe = std::get<Subscribe>(packet);
    if (subscribe.subscriptions.empty()) return std::nullopt;
    subscribe.subscriptions[0].filter = "$share/group/a";
    subscribe.subscriptions[0].no_local = true;
    return encode(packet, version);
}

}  // namespace breakwire::mqtt::malformed
