#pragma once

#include "harness/brokers/broker_host.hpp"
#include "sim/base/timers.hpp"

namespace breakwire::harness {

/// A machine that is not ours. That a broker answers there is known: before each case its traces
/// are swept away. Steps and faults that want more of it are refused before a case begins.
class RemoteHost final : public BrokerHost {
public:
    /// `timers` must outlive the host.
    explicit RemoteHost(Timers& timers) : timers_(timers) {}
    ~RemoteHost() override { stop_looking(); }

    void launch(sim::ChildCommand, const Address&, Events events) override {
        launched_ = true;
        ready_ =
            timers_.after(Duration{}, [on_ready = std::move(events.on_ready)] { on_ready(""); });
    }
    void stop_looking() override { timers_.cancel(ready_); }
    bool running() const override { return launched_; }
    pid_t process() const override { return 0; }
    void signal(int) override {}
    void pause(std::function<void()>) override {}
    void resume() override {}
    void end() override { stop_looking(); }

private:
    Timers& timers_;
    Timers::Id ready_ = 0;
    bool launched_ = false;
};

}  // namespace breakwire::harness
