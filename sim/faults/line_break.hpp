#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// BREAK: the line is held at the level of a start bit for longer than any octet lasts. Momentary.
class LineBreak final : public LineFault {
public:
    static Fields<LineBreak> fields() {
        return line_fields<LineBreak>("line_break", "sends BREAK on a board's line")
            .optional("lasts", &LineBreak::lasts_, "how long the level is held")
            .shorthand("device")
            .example("fault: {line_break: {device: thermometer, lasts: 250ms}}");
    }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        each_line(on_hit, [&](const auto& device) { return port.send_break(device, lasts_); });
    }
    bool momentary() const override { return true; }

private:
    Duration lasts_ = std::chrono::milliseconds(250);
};

}  // namespace breakwire::sim
