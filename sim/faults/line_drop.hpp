#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// Octets on the line get lost, as in a receiver that is read too late (overrun).
class LineDrop final : public LineFault {
public:
    static Fields<LineDrop> fields() {
        return line_fields<LineDrop>("line_drop", "octets on a board's line get lost")
            .required("octets", &LineDrop::octets_, "the share that does, in both directions")
            .example("fault: {line_drop: {device: thermometer, octets: 0.5%}, for: 10s}");
    }
    void validate(const Places& at) const {
        LineFault::validate(at);
        if (octets_ == Share{}) at.fail("octets", "is 0%, which touches nothing");
    }
    void prepare(Timers&, const Luck& luck) override { luck_ = luck; }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        for (const std::string& device : devices) port.swallow(device, octets_, luck_, on_hit);
    }
    void end_on_lines(LinePort& port) override {
        for (const std::string& device : devices) port.swallow(device, Share{}, luck_, nullptr);
    }

private:
    Share octets_{};
    Luck luck_{0};
};

}  // namespace breakwire::sim
