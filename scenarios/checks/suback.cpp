#include "scenarios/checks/suback.hpp"

#include <algorithm>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

Fields<SubackCheck> SubackCheck::fields() {
    return Fields<SubackCheck>("suback", "the broker answers a subscription")
        .optional("filter", &SubackCheck::filter_,
                  "about this filter; about every filter of the SUBACK if absent")
        .optional("code", &SubackCheck::code_, "one of these: 0, 1, 2 or from 0x80")
        .optional("granted", &SubackCheck::granted_, "whether the code is below 0x80")
        .shorthand("code")
        .example("expect: {thermometer: {suback: {filter: \"secret/#\", granted: false}}}");
}

void SubackCheck::follow(const sim::Event& event) {
    const auto* subscribe = sent<mqtt::Subscribe>(event, device);
    if (subscribe == nullptr) return;
    std::vector<std::string>& filters = asked_[subscribe->packet_id];
    filters.clear();
    for (const mqtt::Subscription& each : subscribe->subscriptions) filters.push_back(each.filter);
}

std::vector<std::uint8_t> SubackCheck::codes_about(const mqtt::Suback& suback) const {
    if (!filter_) return suback.reasons;
    std::vector<std::uint8_t> codes;
    const auto asked = asked_.find(suback.packet_id);
    if (asked == asked_.end()) return codes;
    for (std::size_t i = 0; i < std::min(asked->second.size(), suback.reasons.size()); ++i) {
        if (asked->second[i] == *filter_) codes.push_back(suback.reasons[i]);
    }
    return codes;
}

bool SubackCheck::as_wanted(std::uint8_t code) const {
    return is_one_of(code, code_) && (!granted_ || *granted_ == (code < 0x80));
}

Sight SubackCheck::see(const sim::Event& event) {
    follow(event);
    const auto* suback = received<mqtt::Suback>(event, device);
    if (suback == nullptr) return Sight::nothing;
    const auto codes = codes_about(*suback);
    if (codes.empty()) return Sight::nothing;
    const bool all = std::all_of(codes.begin(), codes.end(),
                                 [this](std::uint8_t code) { return as_wanted(code); });
    return all ? Sight::match : Sight::near;
}

std::string SubackCheck::text() const {
    std::string out = "gets SUBACK";
    if (!code_.empty()) out += ' ' + in_words(code_);
    if (granted_) out += *granted_ ? " that grants" : " that refuses";
    if (filter_) out += (granted_ ? " " : " for ") + *filter_;
    return out;
}

}  // namespace breakwire::scenarios
