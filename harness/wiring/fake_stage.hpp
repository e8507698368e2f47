#pragma once

#include "scenarios/stage.hpp"
#include "sim/base/invariant.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::harness {

/// A stage with time and a record and nobody on it, for tests of what moves between steps.
class FakeStage final : public scenarios::Stage {
public:
    Timers& timers() override { return time; }
    sim::Recorder& recorder() override { return record; }
    scenarios::DevicePort& device(const std::string&) override {
        return nobody<scenarios::DevicePort>();
    }
    scenarios::BrokerPort& broker() override { return nobody<scenarios::BrokerPort>(); }
    scenarios::FaultPort& faults() override { return nobody<scenarios::FaultPort>(); }
    const Catalog<sim::Fault>& fault_kinds() override { return kinds; }
    const scenarios::BrokerTraits& traits() override { return broker_traits; }
    Luck luck() const override { return Luck(7); }
    Instant last_action() const override { return last_action_; }
    void acted() override { last_action_ = time.now(); }
    void action_over() override { acted(); }

    ManualTimers time;
    sim::Recorder record{[this] { return time.now(); }};
    Catalog<sim::Fault> kinds{"fault"};
    scenarios::BrokerTraits broker_traits;

private:
    template <class Port>
    static Port& nobody() {
        BREAKWIRE_INVARIANT(!"nobody is on this stage");
        static Port* none = nullptr;
        return *none;
    }
    Instant last_action_{};
};

}  // namespace breakwire::harness
