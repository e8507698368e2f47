#include "harness/wiring/record_filter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire::harness {

namespace {

/// The device that an event is about; null if it is about none, or several.
const std::string* device_of(const sim::Event& event) {
    return std::visit(
        [](const auto& body) -> const std::string* {
            if constexpr (requires { body.device; }) {
                return &body.device;
            } else if constexpr (requires { body.target; }) {
                return &body.target;  // of a fault; with commas if there are several
            } else {
                return nullptr;
            }
        },
        event.body);
}

/// As any later question about all messages wants to know of them.
bool is_message(const sim::Event& event) {
    const auto* seen = event.as<sim::PacketSeen>();
    const auto* publish = seen != nullptr ? seen->as<mqtt::Publish>() : nullptr;
    return publish != nullptr && seen->tap == sim::Tap::client &&
           seen->direction == sim::Direction::up;
}

std::string in_words(std::size_t devices, const std::vector<scenarios::Fleet>& fleets, bool log) {
    std::size_t all = 0;
    for (const scenarios::Fleet& fleet : fleets) all += fleet.count;
    std::string out;
    if (devices > 0) out = fmt::format("{} of {} devices of fleets", devices, all);
    if (log) out += out.empty() ? "the broker's log" : ", the broker's log";
    return out;
}

}  // namespace

RecordFilter::RecordFilter(const scenarios::Scenario& scenario, const Luck& luck)
    : broker_log_(!scenario.record.broker_log),
      look_back_(scenarios::LookBack::of(scenario.steps, scenario.fleets)) {
    const auto devices = scenarios::not_recorded(scenario.record, scenario.fleets, luck);
    devices_.insert(devices.begin(), devices.end());
    left_out_ = in_words(devices_.size(), scenario.fleets, broker_log_);
    if (scenario.campaign) look_back_.anybody = true;  // it adds steps of its own
}

bool RecordFilter::is_left_out(const sim::Event& event) const {
    if (event.as<sim::BrokerLog>() != nullptr) return broker_log_;
    const std::string* device = device_of(event);
    return device != nullptr && devices_.contains(*device);
}

const sim::Event* RecordFilter::recorded(const sim::Event& event) {
    if (left_out_.empty()) return &event;
    if (is_left_out(event)) {
        ++events_left_out_;
        return nullptr;
    }
    numbers_.push_back(event.number);
    recorded_ = event;
    recorded_.number = numbers_.size();
    auto* check = std::get_if<sim::CheckEvent>(&recorded_.body);
    if (check != nullptr) check->evidence = evidence(check->evidence);
    return &recorded_;
}

std::vector<std::uint64_t> RecordFilter::evidence(const std::vector<std::uint64_t>& numbers) const {
    if (left_out_.empty()) return numbers;
    std::vector<std::uint64_t> out;
    for (const std::uint64_t number : numbers) {
        const auto found = std::lower_bound(numbers_.begin(), numbers_.end(), number);
        if (found == numbers_.end() || *found != number) continue;
        out.push_back(static_cast<std::uint64_t>(found - numbers_.begin()) + 1);
    }
    return out;
}

bool RecordFilter::is_wanted(const sim::Event& event) const {
    if (!is_left_out(event)) return true;
    if (event.as<sim::BrokerLog>() != nullptr) return false;
    if (event.as<sim::FaultEvent>() != nullptr || look_back_.anybody) return true;
    return look_back_.devices.contains(*device_of(event)) ||
           (look_back_.messages && is_message(event));
}

}  // namespace breakwire::harness
