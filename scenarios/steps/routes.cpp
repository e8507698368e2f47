#include "scenarios/steps/routes.hpp"

#include <algorithm>

#include "scenarios/steps/event_index.hpp"

namespace breakwire::scenarios {

namespace {

/// Past so many, looking an event's device up costs less than asking about each of them.
constexpr std::size_t few = 8;

}  // namespace

Routes::Routes(const std::vector<std::unique_ptr<Check>>& checks) {
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const bool everybody = checks[i]->looks_at_everybody();
        (everybody ? of_everybody_ : by_device_[checks[i]->device]).push_back(i);
    }
}

std::vector<std::size_t> Routes::of(const sim::Event& event) const {
    const std::string* device = device_of(event);
    const auto about = device != nullptr ? by_device_.find(*device) : by_device_.end();
    if (about == by_device_.end()) return of_everybody_;
    std::vector<std::size_t> both;
    both.reserve(about->second.size() + of_everybody_.size());
    std::merge(about->second.begin(), about->second.end(), of_everybody_.begin(),
               of_everybody_.end(), std::back_inserter(both));
    return both;
}

std::vector<std::string> Routes::few_devices() const {
    std::vector<std::string> devices;
    if (!of_everybody_.empty() || by_device_.size() > few) return devices;
    for (const auto& each : by_device_) devices.push_back(each.first);
    return devices;
}

}  // namespace breakwire::scenarios
