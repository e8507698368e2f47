#include "sim/faults/packet_parts.hpp"

#include "sim/mqtt/property_table.hpp"

namespace breakwire::sim {

Fields<WillEdits> WillEdits::fields() {
    return Fields<WillEdits>("will", "new values for the will of a connect, which may be a new one")
        .optional("topic", &WillEdits::topic, "may be one that is forbidden")
        .optional("payload", &WillEdits::payload, "the message")
        .optional("qos", &WillEdits::qos, "0 to 3")
        .optional("retain", &WillEdits::retain, "the will retain flag")
        .optional("properties", &WillEdits::properties, "all of the will's properties")
        .optional("without", &WillEdits::without, "takes out properties of the will by name");
}

void WillEdits::validate(const Places& at) const {
    if (qos && *qos > 3) at.fail("qos", "has two bits, 0 to 3");
    if (topic && topic->size() > longest_field) at.fail("topic", "is longer than 65535 octets");
    if (payload && payload->size() > longest_field) {
        at.fail("payload", "is longer than 65535 octets");
    }
    for (const std::string& part : without.value_or(std::vector<std::string>{})) {
        if (mqtt::property_named(part)) continue;
        at.fail("without", "has '" + part + "', which is no property");
    }
}

void WillEdits::apply(mqtt::Will& will) const {
    if (topic) will.topic = *topic;
    if (payload) will.payload = *payload;
    if (qos) will.qos = static_cast<mqtt::Qos>(*qos);
    if (retain) will.retain = *retain;
    if (properties) will.properties = *properties;
    for (const std::string& part : without.value_or(std::vector<std::string>{})) {
        will.properties.remove(*mqtt::property_named(part));
    }
}

Fields<SubscriptionForm> SubscriptionForm::fields() {
    return Fields<SubscriptionForm>("subscription", "a topic filter with its options")
        .required("filter", &SubscriptionForm::filter, "may be one that is forbidden")
        .optional("qos", &SubscriptionForm::qos, "the largest QoS wanted, 0 to 3")
        .optional("no_local", &SubscriptionForm::no_local, "5.0: nothing of one's own")
        .optional("retain_as_published", &SubscriptionForm::retain_as_published,
                  "5.0: the retain flag as it was published")
        .optional("retain_handling", &SubscriptionForm::retain_handling,
                  "5.0: 0 always, 1 if new, 2 never, 3 is forbidden")
        .shorthand("filter");
}

void SubscriptionForm::validate(const Places& at) const {
    if (qos > 3) at.fail("qos", "has two bits, 0 to 3");
    if (retain_handling > 3) at.fail("retain_handling", "has two bits, 0 to 3");
    if (filter.size() > longest_field) at.fail("filter", "is longer than 65535 octets");
}

mqtt::Subscription SubscriptionForm::subscription() const {
    return {filter, static_cast<mqtt::Qos>(qos), no_local, retain_as_published, retain_handling};
}

}  // namespace breakwire::sim
