#pragma once

#include "devices/models/actuator.hpp"
#include "devices/models/first_order.hpp"
#include "sim/kernel/systemc.hpp"

namespace breakwire::devices {

/// An actuator at work: moves, and reports when a report is due.
class ActuatorModule final : public sc_core::sc_module, public Behaviour {
public:
    BREAKWIRE_HAS_PROCESS(ActuatorModule);
    /// `settings` must outlive the module.
    ActuatorModule(const ModelContext& context, const ActuatorSettings& settings);

    void on_power(bool on) override;
    void on_connected() override;
    void on_message(const Message& message) override;

private:
    double within_limits(double target) const;
    void wake_up();
    void report();
    bool report_due(Instant now) const { return next_ && *next_ <= now; }
    std::optional<Instant> next_report() const;
    void arm();

    ModelPort& port_;
    const ActuatorSettings& settings_;
    sc_core::sc_event due_;
    FirstOrder position_;
    bool on_ = false;
    double reported_ = 0;  ///< the position in the last report
    Instant reported_at_{};
    std::optional<Instant> next_;  ///< what `due_` is notified for
};

}  // namespace breakwire::devices
