#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// Our end of a serial line runs at another speed than the board's: each side hears nonsense.
class LineBaud final : public LineFault {
public:
    static Fields<LineBaud> fields() {
        return line_fields<LineBaud>("line_baud", "our end of a board's line has the wrong speed")
            .required("baud", &LineBaud::baud_, "bits per second")
            .example("fault: {line_baud: {device: thermometer, baud: 9600}, for: 5s}");
    }
    void validate(const Places& at) const {
        LineFault::validate(at);
        if (baud_ == 0) at.fail("baud", "is 0; unplug is what stops a line");
    }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        each_line(on_hit, [&](const auto& device) { return port.set_baud(device, baud_); });
    }
    void end_on_lines(LinePort& port) override {
        for (const std::string& device : devices) port.set_baud(device, 0);
    }

private:
    std::uint32_t baud_ = 0;
};

}  // namespace breakwire::sim
