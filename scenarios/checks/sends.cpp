#include "scenarios/checks/sends.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<Sends> Sends::fields() {
    return Fields<Sends>("sends", "the device sends packets")
        .optional("type", &Sends::type_, "a kind of packet or a list of them; any if absent")
        .optional("topic", &Sends::topic_, "of a publish: a topic, or a filter that it matches")
        .optional("payload", &Sends::payload_, "of a publish: an expression that matches all of it")
        .optional("qos", &Sends::qos_, "of a publish")
        .optional("retain", &Sends::retain_, "of a publish: the RETAIN flag")
        .optional("dup", &Sends::dup_, "of a publish: the DUP flag")
        .optional("again", &Sends::again_,
                  "whether it has sent this publish before under the same packet identifier, and "
                  "got no answer")
        .optional("at_least", &Sends::at_least_, "how many; 1 if nothing is said")
        .optional("at_most", &Sends::at_most_,
                  "how many, and not one more up to the end of the window")
        .optional("exactly", &Sends::exactly_, "both")
        .shorthand("type")
        .example("expect: {thermometer: {sends: {topic: plant/flow, dup: true, again: true}}}");
}

void Sends::validate(const Places& at) const {
    if (exactly_ && at_least_) at.fail("at_least", "and exactly exclude each other");
    if (exactly_ && at_most_) at.fail("at_most", "and exactly exclude each other");
    if (at_least_ && at_most_ && *at_least_ > *at_most_) at.fail("at_least", "is above at_most");
    if (asks_about_publish() && !of_type(mqtt::PacketType::publish)) {
        at.fail("type", "has to be publish, which alone has the other keys");
    }
}

bool Sends::asks_about_publish() const {
    return topic_ || payload_ || qos_ || retain_ || dup_ || again_;
}

bool Sends::of_type(mqtt::PacketType type) const {
    return type_.empty() || std::find(type_.begin(), type_.end(), type) != type_.end();
}

std::size_t Sends::wanted() const {
    if (exactly_) return *exactly_;
    return at_most_ ? *at_most_ : at_least_.value_or(1);
}

std::size_t Sends::needed() const {
    if (exactly_) return *exactly_;
    return at_least_.value_or(at_most_ ? 0 : 1);
}

/// Keeps what is unanswered. A broker that has no session any more has forgotten it, the device
/// need not have: its next PUBLISH under the identifier tells.
void Sends::follow(const sim::Event& event) {
    if (const auto* publish = sent<mqtt::Publish>(event, device)) {
        if (publish->qos == mqtt::Qos::at_most_once) return;
        unanswered_[publish->packet_id] = {publish->topic, publish->payload};
    } else if (const auto* puback = received<mqtt::Puback>(event, device)) {
        unanswered_.erase(puback->packet_id);
    } else if (const auto* pubrec = received<mqtt::Pubrec>(event, device)) {
        unanswered_.erase(pubrec->packet_id);
    }
}

bool Sends::repeats(const mqtt::Publish& publish) const {
    const auto before = unanswered_.find(publish.packet_id);
    return publish.qos != mqtt::Qos::at_most_once && before != unanswered_.end() &&
           before->second.topic == publish.topic && before->second.payload == publish.payload;
}

Sight Sends::see(const sim::Event& event) {
    const auto* seen = packet_at_client(event, device, sim::Direction::up);
    Sight sight = Sight::nothing;
    if (seen != nullptr && seen->packet && of_type(mqtt::type_of(*seen->packet))) {
        const auto* publish = seen->as<mqtt::Publish>();
        if (!asks_about_publish()) {
            sight = Sight::match;
        } else if (publish != nullptr) {
            sight = judge(*publish);
        }
    }
    follow(event);
    return sight;
}

Sight Sends::judge(const mqtt::Publish& publish) const {
    const bool on_topic =
        !topic_ || topic_->text() == publish.topic || topic_->matches(publish.topic);
    if (!on_topic) return Sight::nothing;
    const bool flags = (!qos_ || *qos_ == publish.qos) && (!dup_ || *dup_ == publish.dup) &&
                       (!retain_ || *retain_ == publish.retain);
    const bool content = (!payload_ || payload_->matches(to_text(publish.payload))) &&
                         (!again_ || *again_ == repeats(publish));
    return flags && content ? Sight::match : Sight::near;
}

std::string Sends::text() const {
    std::string out = "sends";
    for (const mqtt::PacketType type : type_) {
        out += (type == type_.front() ? " " : " or ") + ValueType<mqtt::PacketType>::text(type);
    }
    if (type_.empty()) out += asks_about_publish() ? " publish" : " a packet";
    if (topic_) out += ' ' + topic_->text();
    if (payload_) out += fmt::format(" matching /{}/", payload_->text);
    if (qos_) out += fmt::format(" at QoS {}", static_cast<int>(*qos_));
    if (retain_) out += fmt::format(" retain {}", *retain_);
    if (dup_) out += fmt::format(" dup {}", *dup_);
    if (again_) out += *again_ ? " again under the same packet id" : " for the first time";
    if (at_least_) out += fmt::format(", at least {}", *at_least_);
    if (at_most_) out += fmt::format(", at most {}", *at_most_);
    if (exactly_) out += fmt::format(", exactly {}", *exactly_);
    return out;
}

}  // namespace breakwire::scenarios
