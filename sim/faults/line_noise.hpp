#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// Octets on the line arrive as others, as by a motor beside the cable. A line has no checksums, so
/// the board and whoever is behind the line get them as they are.
class LineNoise final : public LineFault {
public:
    static Fields<LineNoise> fields() {
        return line_fields<LineNoise>("line_noise", "octets on a board's line arrive as others")
            .required("octets", &LineNoise::octets_, "the share that does, in both directions")
            .example("fault: {line_noise: {device: thermometer, octets: 1%}, for: 10s}");
    }
    void validate(const Places& at) const {
        LineFault::validate(at);
        if (octets_ == Share{}) at.fail("octets", "is 0%, which touches nothing");
    }
    void prepare(Timers&, const Luck& luck) override { luck_ = luck; }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        for (const std::string& device : devices) port.garble(device, octets_, luck_, on_hit);
    }
    void end_on_lines(LinePort& port) override {
        for (const std::string& device : devices) port.garble(device, Share{}, luck_, nullptr);
    }

private:
    Share octets_{};
    Luck luck_{0};
};

}  // namespace breakwire::sim
