#include "sim/faults/packet_twists.hpp"

#include <algorithm>
#include <limits>

#include "sim/base/topic.hpp"
#include "sim/mqtt/property_table.hpp"

namespace breakwire::sim {

namespace {

using mqtt::PropertyId;

std::string unshared(const std::string& text) {
    const auto filter = TopicFilter::parse(text);
    return filter ? std::string(filter->unshared()) : text;
}

template <class Number>
Number scaled(Number seconds, double factor) {
    const double most = std::numeric_limits<Number>::max();
    return static_cast<Number>(std::min(static_cast<double>(seconds) * factor, most));
}

/// A session that never expires is no long one; no other duration knows such a value.
bool is_eternal(const mqtt::Property& property, std::uint32_t seconds) {
    return property.id == PropertyId::session_expiry_interval &&
           seconds == std::numeric_limits<std::uint32_t>::max();
}

void scale_all(mqtt::Properties& properties, PropertyId id, const std::optional<double>& factor) {
    if (!factor) return;
    mqtt::Properties out;
    for (mqtt::Property each : properties) {
        auto* seconds = std::get_if<std::uint32_t>(&each.value);
        const bool meant = each.id == id && seconds != nullptr;
        if (meant && (*factor == 0 || !is_eternal(each, *seconds))) {
            *seconds = scaled(*seconds, *factor);
        }
        out.add(each.id, each.value);
    }
    properties = std::move(out);
}

/// Those of the packet, and of its will.
template <class Change>
void change_properties(mqtt::Packet& packet, Change change) {
    std::visit(
        [&](auto& body) {
            if constexpr (requires { body.properties; }) change(body.properties);
            if constexpr (requires { body.will; }) {
                if (body.will) change(body.will->properties);
            }
        },
        packet);
}

bool has_place(PropertyId id, mqtt::PacketType type) {
    const mqtt::PropertyInfo* info = mqtt::property_info(id);
    const bool in_its_will = type == mqtt::PacketType::connect && info->allowed_in(mqtt::in_will);
    return in_its_will || info->allowed_in(mqtt::in_packet(type));
}

}  // namespace

Fields<Scaling> Scaling::fields() {
    return Fields<Scaling>("scale", "factors for durations; 0 makes one nothing")
        .optional("keep_alive", &Scaling::keep_alive, "of a connect")
        .optional("session_expiry_interval", &Scaling::session_expiry_interval,
                  "5.0, of a connect, connack or disconnect")
        .optional("message_expiry_interval", &Scaling::message_expiry_interval,
                  "5.0, of a publish or will")
        .optional("will_delay_interval", &Scaling::will_delay_interval, "5.0, of a will");
}

void Scaling::validate(const Places& at) const {
    bool any = false;
    const auto check = [&](const char* key, const std::optional<double>& factor) {
        any = any || factor;
        if (factor && !(*factor >= 0)) at.fail(key, "is below 0");
    };
    check("keep_alive", keep_alive);
    check("session_expiry_interval", session_expiry_interval);
    check("message_expiry_interval", message_expiry_interval);
    check("will_delay_interval", will_delay_interval);
    if (!any) at.fail("scale", "changes nothing");
}

void Scaling::apply(mqtt::Packet& packet) const {
    if (auto* connect = std::get_if<mqtt::Connect>(&packet); connect != nullptr && keep_alive) {
        connect->keep_alive = scaled(connect->keep_alive, *keep_alive);
    }
    change_properties(packet, [this](mqtt::Properties& properties) {
        scale_all(properties, PropertyId::session_expiry_interval, session_expiry_interval);
        scale_all(properties, PropertyId::message_expiry_interval, message_expiry_interval);
        scale_all(properties, PropertyId::will_delay_interval, will_delay_interval);
    });
}

std::string Scaling::misplaced_in(mqtt::PacketType type) const {
    if (keep_alive && type != mqtt::PacketType::connect) return "keep_alive";
    if (session_expiry_interval && !has_place(PropertyId::session_expiry_interval, type)) {
        return "session_expiry_interval";
    }
    if (message_expiry_interval && !has_place(PropertyId::message_expiry_interval, type)) {
        return "message_expiry_interval";
    }
    if (will_delay_interval && !has_place(PropertyId::will_delay_interval, type)) {
        return "will_delay_interval";
    }
    return "";
}

Fields<SubscriptionOptions> SubscriptionOptions::fields() {
    return Fields<SubscriptionOptions>("options",
                                       "new options of each subscription; what is not named stays")
        .optional("filter", &SubscriptionOptions::filter, "may be one that is forbidden")
        .optional("qos", &SubscriptionOptions::qos, "the largest QoS wanted, 0 to 3")
        .optional("no_local", &SubscriptionOptions::no_local, "5.0: nothing of one's own")
        .optional("retain_as_published", &SubscriptionOptions::retain_as_published,
                  "5.0: the retain flag as it was published")
        .optional("retain_handling", &SubscriptionOptions::retain_handling,
                  "5.0: 0 always, 1 if new, 2 never, 3 is forbidden")
        .optional("shared", &SubscriptionOptions::shared,
                  "false: $share/NAME/ is taken off, so that nobody shares it");
}

void SubscriptionOptions::validate(const Places& at) const {
    if (qos && *qos > 3) at.fail("qos", "has two bits, 0 to 3");
    if (retain_handling && *retain_handling > 3) at.fail("retain_handling", "has two bits, 0 to 3");
    if (!filter && !qos && !no_local && !retain_as_published && !retain_handling && shared) {
        at.fail("options", "changes nothing");
    }
}

void SubscriptionOptions::apply(mqtt::Packet& packet) const {
    auto* subscribe = std::get_if<mqtt::Subscribe>(&packet);
    if (subscribe == nullptr) return;
    for (mqtt::Subscription& each : subscribe->subscriptions) {
        if (filter) each.filter = *filter;
        if (!shared) each.filter = unshared(each.filter);
        if (qos) each.qos = static_cast<mqtt::Qos>(*qos);
        if (no_local) each.no_local = *no_local;
        if (retain_as_published) each.retain_as_published = *retain_as_published;
        if (retain_handling) each.retain_handling = *retain_handling;
    }
}

void reverse_properties(mqtt::Packet& packet, PropertyId id) {
    change_properties(packet, [id](mqtt::Properties& properties) {
        std::vector<mqtt::Property> meant;
        for (const mqtt::Property& each : properties) {
            if (each.id == id) meant.push_back(each);
        }
        mqtt::Properties out;
        for (const mqtt::Property& each : properties) {
            const mqtt::Property& next = each.id == id ? meant.back() : each;
            out.add(next.id, next.value);
            if (each.id == id) meant.pop_back();
        }
        properties = std::move(out);
    });
}

}  // namespace breakwire::sim
