#pragma once

#include "harness/metrics/case_figures.hpp"
#include "sim/record/event.hpp"

namespace breakwire::harness {

/// Counts in a worker what its case's devices do.
class FigureWatch {
public:
    void see(const sim::Event& event) {
        if (const auto* said = event.as<sim::DeviceEvent>()) {
            if (said->state == sim::DeviceState::connected) ++figures_.connects;
            if (said->state == sim::DeviceState::disconnected) ++figures_.disconnects;
        }
        const auto* seen = event.as<sim::PacketSeen>();
        if (seen == nullptr || seen->tap != sim::Tap::client || seen->bytes.empty()) return;
        auto& packets = seen->direction == sim::Direction::up ? figures_.up : figures_.down;
        ++packets[std::to_integer<std::size_t>(seen->bytes.front() >> 4)];
    }

    /// Those that come of events; the others are its owner's to fill in.
    const CaseFigures& figures() const { return figures_; }

private:
    CaseFigures figures_;
};

}  // namespace breakwire::harness
