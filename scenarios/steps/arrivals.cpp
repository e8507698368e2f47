#include "scenarios/steps/arrivals.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

void Arrivals::begin(Stage& stage, const std::vector<std::string>& devices,
                     const std::map<std::string, std::size_t>& subscriptions, Step::Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    began_ = stage.timers().now();
    for (const std::string& device : devices) {
        const auto known = subscriptions.find(device);
        travellers_[device].subscriptions = known == subscriptions.end() ? 0 : known->second;
    }
    watch_.begin(stage.recorder(), stage.evidence_from(),
                 [this](const sim::Event& event) { see(event); });
    if (done_) look();
}

void Arrivals::expect_anew(const std::vector<std::string>& devices) {
    for (const std::string& device : devices) travellers_[device].anew = true;
}

void Arrivals::see(const sim::Event& event) {
    if (const auto* said = event.as<sim::DeviceEvent>()) {
        const auto traveller = travellers_.find(said->device);
        if (traveller != travellers_.end()) hear(traveller->second, *said, event.at);
    } else if (const auto* seen = event.as<sim::PacketSeen>()) {
        const auto traveller = travellers_.find(seen->device);
        if (traveller != travellers_.end() && seen->tap == sim::Tap::client) {
            follow(traveller->second, *seen);
        }
    } else {
        return;
    }
    look();
}

void Arrivals::hear(Traveller& traveller, const sim::DeviceEvent& said, Instant at) {
    if (said.state == sim::DeviceState::connecting) traveller.anew = false;
    if (traveller.anew) return;
    switch (said.state) {
        case sim::DeviceState::connected:
            traveller.connected = at;
            // Who finds his session again need not subscribe again.
            if (said.detail == "session_present") traveller.subscriptions = 0;
            break;
        case sim::DeviceState::connect_failed:
        case sim::DeviceState::disconnected:
        case sim::DeviceState::powered_off:
        case sim::DeviceState::stopped:
            traveller.ended = true;
            break;
        default:
            break;
    }
}

void Arrivals::follow(Traveller& traveller, const sim::PacketSeen& seen) {
    if (const auto* subscribe = seen.as<mqtt::Subscribe>()) {
        traveller.asked += subscribe->subscriptions.size();
        traveller.unanswered.insert(subscribe->packet_id);
    }
    if (const auto* suback = seen.as<mqtt::Suback>()) traveller.unanswered.erase(suback->packet_id);
}

bool Arrivals::arrived(const Traveller& traveller) const {
    if (traveller.ended) return true;
    if (!traveller.connected) return false;
    const Instant now = stage_->timers().now();
    if (now >= *traveller.connected + subscribe_limit) return true;
    if (!traveller.unanswered.empty() || traveller.asked < traveller.subscriptions) return false;
    return traveller.subscriptions > 0 || now >= *traveller.connected + settling;
}

void Arrivals::look() {
    if (!done_) return;
    const bool all = std::all_of(travellers_.begin(), travellers_.end(),
                                 [this](const auto& each) { return arrived(each.second); });
    if (all) return end({});
    if (stage_->timers().now() >= began_ + connect_limit) return end(verdict_at_limit());
    look_later();
}

/// At the next instant at which time alone can change the answer.
void Arrivals::look_later() {
    const Instant now = stage_->timers().now();
    Instant next = began_ + connect_limit;
    for (const auto& [_, traveller] : travellers_) {
        if (!traveller.connected || arrived(traveller)) continue;
        for (const Duration limit : {settling, subscribe_limit}) {
            if (*traveller.connected + limit > now) {
                next = std::min(next, *traveller.connected + limit);
            }
        }
    }
    stage_->timers().cancel(next_look_);
    next_look_ = stage_->timers().at(next, [this] { look(); });
}

StepOutcome Arrivals::verdict_at_limit() const {
    std::string missing;
    for (const auto& [name, traveller] : travellers_) {
        if (!arrived(traveller)) missing += (missing.empty() ? "" : ", ") + name;
    }
    return StepOutcome::unworkable("neither connected nor refused within " +
                                   to_string(connect_limit) + ": " + missing);
}

void Arrivals::end(StepOutcome outcome) {
    stage_->timers().cancel(next_look_);
    watch_.stop();
    const Step::Done done = std::exchange(done_, nullptr);
    done(std::move(outcome));
}

}  // namespace breakwire::scenarios
