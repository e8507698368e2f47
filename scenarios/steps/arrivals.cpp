#include "scenarios/steps/arrivals.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/checks/seen.hpp"

namespace breakwire::scenarios {

void Arrivals::begin(Stage& stage, const std::vector<std::string>& devices,
                     const std::map<std::string, std::size_t>& subscriptions, Step::Done done,
                     Duration longer) {
    stage_ = &stage;
    done_ = std::move(done);
    limit_ = stage.timers().now() + longer + connect_limit;
    for (const std::string& device : devices) {
        const auto known = subscriptions.find(device);
        travellers_[device].subscriptions = known == subscriptions.end() ? 0 : known->second;
    }
    for (const auto& each : travellers_) missing_.insert(each.first);
    watch_.begin(stage, stage.evidence_from(), [this](const sim::Event& event) { see(event); });
    if (done_) look();
}

void Arrivals::expect_anew(const std::vector<std::string>& devices) {
    for (const std::string& device : devices) travellers_[device].anew = true;
}

void Arrivals::see(const sim::Event& event) {
    const auto* said = event.as<sim::DeviceEvent>();
    const auto* seen = event.as<sim::PacketSeen>();
    if (said == nullptr && (seen == nullptr || seen->tap != sim::Tap::client)) return;
    const auto traveller = travellers_.find(said != nullptr ? said->device : seen->device);
    if (traveller == travellers_.end()) return;
    if (said != nullptr) {
        hear(traveller->second, *said, event.at);
    } else {
        follow(traveller->second, *seen);
    }
    update(*traveller);
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

void Arrivals::update(const Travellers::value_type& traveller) {
    const auto& [name, state] = traveller;
    if (arrived(state)) {
        missing_.erase(name);
        return;
    }
    missing_.insert(name);
    if (!state.connected) return;
    for (const Duration limit : {settling, subscribe_limit}) {
        const Instant when = *state.connected + limit;
        if (when > stage_->timers().now()) due_.emplace(when, &traveller);
    }
}

void Arrivals::update_due() {
    while (!due_.empty() && due_.begin()->first <= stage_->timers().now()) {
        const auto* traveller = due_.begin()->second;
        due_.erase(due_.begin());
        update(*traveller);
    }
}

/// Looks again at the next instant at which time alone can change the answer.
void Arrivals::look() {
    if (!done_) return;
    update_due();
    if (missing_.empty()) return end({});
    if (stage_->timers().now() >= limit_) return end(verdict_at_limit());
    while (!due_.empty() && !missing_.contains(due_.begin()->second->first)) {
        due_.erase(due_.begin());
    }
    const Instant next = due_.empty() ? limit_ : std::min(limit_, due_.begin()->first);
    stage_->timers().cancel(next_look_);
    next_look_ = stage_->timers().at(next, [this] { look(); });
}

StepOutcome Arrivals::verdict_at_limit() const {
    constexpr std::size_t named = 10;
    std::string missing;
    std::size_t count = 0;
    for (const std::string& name : missing_) {
        if (++count <= named) missing += (missing.empty() ? "" : ", ") + name;
    }
    if (count > named) missing += " and " + std::to_string(count - named) + " more";
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
