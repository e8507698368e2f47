#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// Ends the broker by SIGTERM: it may say goodbye to its clients and write down what it knows.
///
/// Momentary, and the broker stays away until a `broker: start` step; `restart` brings it back by
/// itself. Source: signal(7).
class Terminate final : public ProcessFault {
public:
    static Fields<Terminate> fields() {
        return process_fields<Terminate>("terminate",
                                         "ends the broker by SIGTERM, as an init system would")
            .example("fault: {terminate: broker}");
    }
    int begin_on_process(ProcessPort& port) override { return port.terminate() ? 1 : 0; }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
