#include "scenarios/steps/event_index.hpp"

#include <algorithm>

namespace breakwire::scenarios {

const std::string* device_of(const sim::Event& event) {
    return std::visit(
        [](const auto& body) -> const std::string* {
            if constexpr (requires { body.device; }) {
                return &body.device;
            } else {
                return nullptr;
            }
        },
        event.body);
}

void EventIndex::catch_up() {
    forget_what_is_gone();
    while (const sim::Event* event = recorder_.from(indexed_ + 1)) {
        indexed_ = event->number;
        const std::string* device = device_of(*event);
        if (device == nullptr) continue;
        numbers_[*device].push_back(event->number);
        ++size_;
    }
}

/// Starts afresh when most of what it knows has gone.
void EventIndex::forget_what_is_gone() {
    constexpr std::size_t worth_it = 1000;
    if (size_ < worth_it + 2 * recorder_.events().size()) return;
    numbers_.clear();
    size_ = 0;
    indexed_ = 0;
}

const sim::Event* EventIndex::next_about(const std::vector<std::string>& devices,
                                         std::uint64_t from) {
    catch_up();
    for (;; ++from) {
        std::uint64_t first = indexed_ + 1;
        for (const std::string& device : devices) {
            const auto about = numbers_.find(device);
            if (about == numbers_.end()) continue;
            const auto next = std::ranges::lower_bound(about->second, from);
            if (next != about->second.end()) first = std::min(first, *next);
        }
        const sim::Event* event = recorder_.from(first);
        if (event == nullptr || event->number == first) return event;
        from = first;
    }
}

void EventIndex::each_about(const std::string& device, std::uint64_t end,
                            const std::function<void(const sim::Event&)>& see) {
    const std::vector<std::string> alone{device};
    const sim::Event* event = next_about(alone, 1);
    for (; event != nullptr && event->number < end; event = next_about(alone, event->number + 1)) {
        see(*event);
    }
}

}  // namespace breakwire::scenarios
