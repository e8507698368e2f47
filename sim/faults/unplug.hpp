#pragma once

#include "sim/faults/line_fault.hpp"

namespace breakwire::sim {

/// The line of a board is pulled out, and put back when this heals.
///
/// The board has no TCP of its own, so somebody has to say what its connection looks like from
/// outside: a modem that notices says FIN or RST, a cut power cord says nothing.
class Unplug final : public LineFault {
public:
    static Fields<Unplug> fields() {
        return line_fields<Unplug>("unplug", "pulls a board's line out until healed")
            .optional("broker_sees", &Unplug::broker_sees_, "rst, fin, or silent: nothing")
            .shorthand("device")
            .example("fault: {unplug: {device: thermometer, broker_sees: silent}, for: 20s}");
    }
    void begin_on_lines(LinePort& port, const LinePort::OnHit& on_hit) override {
        each_line(on_hit, [&](const auto& device) { return port.unplug(device, broker_sees_); });
    }
    void end_on_lines(LinePort& port) override {
        for (const std::string& device : devices) port.plug(device);
    }

private:
    Ending broker_sees_ = Ending::silent;
};

}  // namespace breakwire::sim
