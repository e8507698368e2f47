#include "scenarios/steps/watchers.hpp"

#include "scenarios/stage.hpp"

namespace breakwire::scenarios {

std::shared_ptr<Watchers> Stage::watchers() {
    if (!watchers_) watchers_ = std::make_shared<Watchers>(recorder());
    return watchers_;
}

Watchers::Watchers(sim::Recorder& recorder)
    : recorder_(recorder),
      index_(recorder),
      routed_(recorder.count()),
      self_(std::make_shared<Watchers*>(this)) {
    recorder.listen([weak = std::weak_ptr(self_)](const sim::Event&) {
        if (const auto watchers = weak.lock()) (*watchers)->tell();
    });
}

Watchers::Id Watchers::add(const std::vector<std::string>& devices, Call call) {
    route();  // what is there already the newcomer has looked up for itself
    const Id id = ++last_id_;
    watchers_.emplace(id, Watcher{devices, std::move(call)});
    for (const std::string& device : devices) by_device_[device].insert(id);
    if (devices.empty()) of_everything_.insert(id);
    return id;
}

void Watchers::remove(Id id) {
    const auto watcher = watchers_.find(id);
    if (watcher == watchers_.end()) return;
    for (const std::string& device : watcher->second.devices) by_device_[device].erase(id);
    of_everything_.erase(id);
    due_.erase(id);
    watchers_.erase(watcher);
}

/// What a call adds to the record concerns those who come behind it now, and those before it with
/// the next event.
void Watchers::tell() {
    route();
    for (auto next = due_.begin(); next != due_.end();) {
        const Id id = *next;
        due_.erase(next);
        const Call call = watchers_.at(id).call;  // it may remove itself
        call();
        route();
        next = due_.upper_bound(id);
    }
}

void Watchers::route() {
    while (const sim::Event* event = recorder_.from(routed_ + 1)) {
        routed_ = event->number;
        const std::string* device = device_of(*event);
        due_.insert(of_everything_.begin(), of_everything_.end());
        const auto about = device != nullptr ? by_device_.find(*device) : by_device_.end();
        if (about != by_device_.end()) due_.insert(about->second.begin(), about->second.end());
    }
}

}  // namespace breakwire::scenarios
