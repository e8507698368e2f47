#include "scenarios/checks/puback.hpp"

#include <fmt/format.h>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

namespace {

struct Answer {
    std::uint16_t packet_id = 0;
    std::uint8_t reason = 0;
};

std::optional<Answer> answer_in(const sim::Event& event, const std::string& device) {
    if (const auto* puback = received<mqtt::Puback>(event, device)) {
        return Answer{puback->packet_id, puback->reason};
    }
    if (const auto* pubrec = received<mqtt::Pubrec>(event, device)) {
        return Answer{pubrec->packet_id, pubrec->reason};
    }
    return std::nullopt;
}

}  // namespace

Fields<PubackCheck> PubackCheck::fields() {
    return Fields<PubackCheck>("puback", "the broker acknowledges a message (PUBACK, or PUBREC)")
        .optional("reason", &PubackCheck::reason_,
                  "one of these codes; 5.0 only, not judged in 3.1.1, which has none")
        .optional("topic", &PubackCheck::topic_, "of a message on such a topic")
        .optional("at_least", &PubackCheck::at_least_, "how many")
        .shorthand("reason")
        .example("expect: {thermometer: {puback: {reason: 0x87}}}");
}

void PubackCheck::follow(const sim::Event& event) {
    const auto* publish = sent<mqtt::Publish>(event, device);
    if (publish != nullptr && publish->packet_id != 0) {
        published_[publish->packet_id] = publish->topic;
    }
}

Sight PubackCheck::see(const sim::Event& event) {
    follow(event);
    const auto answer = answer_in(event, device);
    if (!answer) return Sight::nothing;
    const auto topic = published_.find(answer->packet_id);
    if (topic_ && (topic == published_.end() || !topic_->matches(topic->second))) {
        return Sight::nothing;
    }
    const bool judged =
        packet_at_client(event, device, sim::Direction::down)->version == mqtt::Version::v5_0;
    return !judged || is_one_of(answer->reason, reason_) ? Sight::match : Sight::near;
}

std::string PubackCheck::text() const {
    std::string out = "gets PUBACK";
    if (!reason_.empty()) out += ' ' + in_words(reason_);
    if (topic_) out += " for " + topic_->text();
    if (at_least_ != 1) out += fmt::format(", at least {}", at_least_);
    return out;
}

}  // namespace breakwire::scenarios
