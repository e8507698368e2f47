#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// Octets take as long on the line as they would at this speed, start and stop bit included.
class LinePace final : public LineFault {
public:
    static Fields<LinePace> fields() {
        return line_fields<LinePace>("line_pace", "a board's line is slow")
            .required("baud", &LinePace::baud_, "bits per second, 10 for each octet")
            .example("fault: {line_pace: {device: thermometer, baud: 1200}, for: 30s}");
    }
    void validate(const Places& at) const {
        LineFault::validate(at);
        if (baud_ == 0) at.fail("baud", "is 0; unplug is what stops a line");
    }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        each_line(on_hit, [&](const auto& device) { return port.pace(device, baud_); });
    }
    void end_on_lines(LinePort& port) override {
        for (const std::string& device : devices) port.pace(device, 0);
    }

private:
    std::uint32_t baud_ = 0;
};

}  // namespace breakwire::sim
