#pragma once

#include "scenarios/stage.hpp"

namespace breakwire::scenarios {

/// The stage as one of several parallel branches has it: everything is shared but the last action,
/// so that no branch moves the window another one is waiting in.
class BranchStage final : public Stage {
public:
    explicit BranchStage(Stage& whole) : whole_(whole), last_action_(whole.last_action()) {
        count_evidence_from(whole.evidence_from());
        share_captures(whole);
        share_watchers(whole);
    }

    Timers& timers() override { return whole_.timers(); }
    sim::Recorder& recorder() override { return whole_.recorder(); }
    DevicePort& device(const std::string& name) override { return whole_.device(name); }
    BrokerPort& broker() override { return whole_.broker(); }
    FaultPort& faults() override { return whole_.faults(); }
    const Catalog<sim::Fault>& fault_kinds() override { return whole_.fault_kinds(); }
    const BrokerTraits& traits() override { return whole_.traits(); }
    Luck luck() const override { return whole_.luck(); }

    Instant last_action() const override { return last_action_; }
    void acted() override {
        whole_.acted();
        whole_.count_evidence_from(whole_.recorder().count());
        last_action_ = whole_.timers().now();
    }
    void action_over() override {
        whole_.action_over();
        last_action_ = whole_.timers().now();
    }

private:
    Stage& whole_;
    Instant last_action_;
};

}  // namespace breakwire::scenarios
