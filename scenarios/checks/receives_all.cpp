#include "scenarios/checks/receives_all.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/checks/seen.hpp"
#include "sim/mqtt/describe.hpp"

namespace breakwire::scenarios {

Fields<ReceivesAll> ReceivesAll::fields() {
    return Fields<ReceivesAll>(
               "receives_all",
               "the device has got everything that was sent at QoS 1 or 2, in order")
        .required("topic", &ReceivesAll::topic_, "on this topic, or on those that a filter matches")
        .shorthand("topic")
        .example("expect: {dashboard: {receives_all: \"plant/#\"}, within: 60s}");
}

void ReceivesAll::follow(const sim::Event& event) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr || seen->tap != sim::Tap::client) return;
    const auto* publish = seen->as<mqtt::Publish>();
    if (publish == nullptr || !topic_.matches(publish->topic)) return;
    if (seen->direction == sim::Direction::down) {
        if (seen->device == device) arrive(*publish);
    } else if (publish->qos != mqtt::Qos::at_most_once && !publish->dup) {
        under_way_[publish->topic].push_back({seen->device, event.at, publish->payload});
        ++sent_;
        ++missing_;
    }
}

void ReceivesAll::arrive(const mqtt::Publish& publish) {
    std::deque<Sent>& sent = under_way_[publish.topic];
    const auto found = std::find_if(sent.begin(), sent.end(), [&publish](const Sent& each) {
        return each.payload == publish.payload;
    });
    if (found == sent.end()) return;  // a repeat, or a will
    if (found != sent.begin()) {
        found->overtook = true;
        return;
    }
    sent.pop_front();
    --missing_;
}

Sight ReceivesAll::see(const sim::Event& event) {
    follow(event);
    return sent_ > 0 && missing_ == 0 ? Sight::match : Sight::nothing;
}

std::string ReceivesAll::missing() const {
    if (sent_ == 0) return "nothing was sent";
    const std::string* topic = nullptr;
    const Sent* first = nullptr;
    for (const auto& [name, sent] : under_way_) {
        if (sent.empty() || (first != nullptr && first->at <= sent.front().at)) continue;
        topic = &name;
        first = &sent.front();
    }
    if (first == nullptr) return "";
    return fmt::format("{} of {}, first {} {} that {} sent at {}{}", missing_, sent_, *topic,
                       mqtt::describe_payload(first->payload), first->device,
                       to_seconds_text(first->at.time_since_epoch()),
                       first->overtook ? ", which overtook an earlier one" : "");
}

std::string ReceivesAll::text() const { return "receives all of " + topic_.text() + " in order"; }

std::string ReceivesAll::describe(const sim::Event& event) const {
    return fmt::format("all {} at {}", sent_, to_seconds_text(event.at.time_since_epoch()));
}

}  // namespace breakwire::scenarios
