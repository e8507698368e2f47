#include "scenarios/checks/receives.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/checks/seen.hpp"
#include "sim/mqtt/describe.hpp"
#include "sim/mqtt/property_table.hpp"

namespace breakwire::scenarios {

namespace {

/// The values that `properties` has under `id`, in their order.
std::vector<mqtt::PropertyValue> values_of(const mqtt::Properties& properties,
                                           mqtt::PropertyId id) {
    std::vector<mqtt::PropertyValue> values;
    for (const mqtt::Property& each : properties) {
        if (each.id == id) values.push_back(each.value);
    }
    return values;
}

/// " {content_type "text/plain"}".
std::string in_braces(const mqtt::Properties& properties) {
    mqtt::Publish carrier;
    carrier.properties = properties;
    const std::string line = mqtt::describe(carrier, mqtt::Version::v5_0);
    const std::size_t brace = line.find('{');
    return brace == std::string::npos ? "" : ' ' + line.substr(brace);
}

void check_place(const char* key, mqtt::PropertyId id, const Places& at) {
    constexpr auto publish = mqtt::in_packet(mqtt::PacketType::publish);
    if (mqtt::property_info(id)->allowed_in(publish)) return;
    at.fail(key, "must not name '" + std::string(mqtt::name(id)) +
                     "', which is no property of a PUBLISH");
}

}  // namespace

Fields<Receives> Receives::fields() {
    return Fields<Receives>("receives", "the device gets messages")
        .optional("topic", &Receives::topic_, "a topic, or a filter that the topic matches")
        .optional("payload", &Receives::payload_, "exactly this payload")
        .optional("payload_matches", &Receives::payload_matches_,
                  "the whole payload matches this expression")
        .optional("qos", &Receives::qos_, "delivered at this quality of service")
        .optional("retain", &Receives::retain_, "the RETAIN flag")
        .optional("dup", &Receives::dup_, "the DUP flag")
        .optional("message_expiry", &Receives::message_expiry_,
                  "5.0: how long it is still worth delivering, as its property says")
        .optional("properties", &Receives::properties_,
                  "5.0: with exactly these values of these properties; others may be there as well")
        .optional("without", &Receives::without_, "5.0: with none of these properties")
        .optional("at_least", &Receives::at_least_, "how many; 1 if nothing is said")
        .optional("exactly", &Receives::exactly_,
                  "how many, and not one more up to the end of the window")
        .optional("in_order", &Receives::in_order_,
                  "these payloads, each for the first time in this order; repeats count only "
                  "against `exactly`")
        .shorthand("topic")
        .example("expect: {dashboard: {receives: {topic: plant/1/state, payload: offline}}}");
}

void Receives::validate(const Places& at) const {
    if (at_least_ && exactly_) at.fail("at_least", "and exactly exclude each other");
    for (const mqtt::Property& each : properties_.value_or(mqtt::Properties())) {
        check_place("properties", each.id, at);
    }
    for (const mqtt::PropertyId id : without_) {
        check_place("without", id, at);
        if (properties_ && properties_->has(id)) {
            at.fail("without", "holds '" + std::string(mqtt::name(id)) + "', and so do properties");
        }
    }
    if (in_order_.empty()) return;
    if (payload_) at.fail("payload", "and in_order exclude each other");
    if (at_least_) at.fail("at_least", "and in_order exclude each other");
    if (exactly_ && *exactly_ != in_order_.size())
        at.fail("exactly", "is not the number in in_order");
}

std::size_t Receives::wanted() const {
    if (!in_order_.empty()) return in_order_.size();
    if (exactly_) return *exactly_;
    return at_least_.value_or(1);
}

Sight Receives::see(const sim::Event& event) {
    if (const auto* released = received<mqtt::Pubrel>(event, device)) {
        unreleased_.erase(released->packet_id);
    }
    const auto* connack = received<mqtt::Connack>(event, device);
    if (connack != nullptr && !connack->session_present) unreleased_.clear();
    const auto* publish = received<mqtt::Publish>(event, device);
    return publish != nullptr ? judge(*publish) : Sight::nothing;
}

Sight Receives::judge(const mqtt::Publish& publish) {
    const bool qos_2 = publish.qos == mqtt::Qos::exactly_once;
    if (!on_topic(publish)) {
        return payload_ && *payload_ == publish.payload ? Sight::near : Sight::nothing;
    }
    if (qos_2 && publish.dup && unreleased_.contains(publish.packet_id)) return Sight::nothing;
    if (!as_wanted(publish)) return Sight::near;
    const Sight sight = in_order_.empty() ? Sight::match : in_turn(publish.payload);
    if (sight == Sight::match && qos_2) unreleased_.insert(publish.packet_id);
    return sight;
}

Sight Receives::in_turn(const Bytes& payload) {
    if (next_ < in_order_.size() && payload == in_order_[next_]) {
        ++next_;
        return Sight::match;
    }
    const auto now = in_order_.begin() + static_cast<std::ptrdiff_t>(next_);
    if (std::find(in_order_.begin(), now, payload) != now) {
        return exactly_ ? Sight::match : Sight::nothing;  // a repeat
    }
    return std::find(now, in_order_.end(), payload) != in_order_.end() ? Sight::contradiction
                                                                       : Sight::near;
}

bool Receives::on_topic(const mqtt::Publish& publish) const {
    return !topic_ || topic_->text() == publish.topic || topic_->matches(publish.topic);
}

bool Receives::as_wanted(const mqtt::Publish& publish) const {
    return (!payload_ || *payload_ == publish.payload) &&
           (!payload_matches_ || payload_matches_->matches(to_text(publish.payload))) &&
           (!qos_ || *qos_ == publish.qos) && (!retain_ || *retain_ == publish.retain) &&
           (!dup_ || *dup_ == publish.dup) && (!message_expiry_ || worth_as_long(publish)) &&
           carries(publish.properties);
}

bool Receives::carries(const mqtt::Properties& properties) const {
    const bool none = std::none_of(without_.begin(), without_.end(),
                                   [&](mqtt::PropertyId id) { return properties.has(id); });
    if (!none || !properties_) return none;
    return std::all_of(properties_->begin(), properties_->end(), [&](const auto& wanted) {
        return values_of(properties, wanted.id) == values_of(*properties_, wanted.id);
    });
}

/// [MQTT-3.3.2-6]: the broker takes off what the message has waited.
bool Receives::worth_as_long(const mqtt::Publish& publish) const {
    const auto left =
        publish.properties.get<std::uint32_t>(mqtt::PropertyId::message_expiry_interval);
    if (!left) return false;
    const Duration duration = std::chrono::seconds(*left);
    return message_expiry_->from <= duration && duration <= message_expiry_->to;
}

std::string Receives::text() const {
    std::string out = "receives";
    if (topic_) out += ' ' + topic_->text();
    if (payload_) out += ' ' + mqtt::describe_payload(*payload_);
    if (payload_matches_) out += fmt::format(" matching /{}/", payload_matches_->text);
    for (std::size_t i = 0; i < in_order_.size(); ++i) {
        out += (i == 0 ? " in order " : ", ") + mqtt::describe_payload(in_order_[i]);
    }
    if (qos_) out += fmt::format(" at QoS {}", static_cast<int>(*qos_));
    if (retain_) out += fmt::format(" retain {}", *retain_);
    if (dup_) out += fmt::format(" dup {}", *dup_);
    if (message_expiry_) out += fmt::format(" with {} to live", message_expiry_->text());
    if (properties_) out += " with" + in_braces(*properties_);
    for (const mqtt::PropertyId id : without_) out += fmt::format(" without {}", mqtt::name(id));
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    return out;
}

}  // namespace breakwire::scenarios
