#include "scenarios/steps/watch.hpp"

namespace breakwire::scenarios {

/// Shared with the recorder's listener, which outlives the watch.
struct Watch::State {
    sim::Recorder& recorder;
    See see;
    std::uint64_t next = 1;
    bool telling = false;
    bool stopped = false;

    /// `see` may record events itself, which calls this again: the outer loop tells of those.
    void catch_up() {
        if (telling) return;
        telling = true;
        while (const sim::Event* event = stopped ? nullptr : recorder.from(next)) {
            next = event->number + 1;
            see(*event);
        }
        telling = false;
    }
};

void Watch::begin(sim::Recorder& recorder, std::uint64_t from, See see) {
    stop();
    const auto state = std::make_shared<State>(State{recorder, std::move(see), from});
    state_ = state;
    recorder.listen([weak = std::weak_ptr(state)](const sim::Event&) {
        if (const auto watching = weak.lock()) watching->catch_up();
    });
    state->catch_up();
}

void Watch::stop() {
    if (state_) state_->stopped = true;
    state_.reset();
}

}  // namespace breakwire::scenarios
