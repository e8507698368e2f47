#include "scenarios/steps/watch.hpp"

#include "scenarios/steps/watchers.hpp"

namespace breakwire::scenarios {

/// Shared with a call of it that is under way.
struct Watch::State {
    sim::Recorder& recorder;
    std::weak_ptr<Watchers> watchers;
    See see;
    std::vector<std::string> devices;
    std::uint64_t next = 1;
    Watchers::Id id = 0;
    bool telling = false;
    bool stopped = false;

    const sim::Event* next_event() const {
        if (devices.empty()) return recorder.from(next);
        return watchers.lock()->index().next_about(devices, next);
    }

    /// `see` may record events itself, which calls this again: the outer loop tells of those.
    void catch_up() {
        if (telling) return;
        telling = true;
        while (const sim::Event* event = stopped ? nullptr : next_event()) {
            next = event->number + 1;
            see(*event);
        }
        telling = false;
    }
};

void Watch::begin(Stage& stage, std::uint64_t from, See see,
                  const std::vector<std::string>& devices) {
    stop();
    const auto watchers = stage.watchers();
    const auto state =
        std::make_shared<State>(State{stage.recorder(), watchers, std::move(see), devices, from});
    state_ = state;
    state->id = watchers->add(devices, [weak = std::weak_ptr(state)] {
        if (const auto watching = weak.lock()) watching->catch_up();
    });
    state->catch_up();
}

void Watch::stop() {
    if (!state_) return;
    state_->stopped = true;
    if (const auto watchers = state_->watchers.lock()) watchers->remove(state_->id);
    state_.reset();
}

}  // namespace breakwire::scenarios
