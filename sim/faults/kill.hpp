#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// Ends the broker by SIGKILL, as an out-of-memory killer does: it gets no chance to write
/// anything.
///
/// Momentary, and the broker stays away until a `broker: start` step; `restart` brings it back by
/// itself. Its machine goes on: connections are reset by its kernel. Source: signal(7).
class Kill final : public ProcessFault {
public:
    static Fields<Kill> fields() {
        return process_fields<Kill>("kill",
                                    "ends the broker by SIGKILL; `broker: start` brings it back")
            .example("fault: {kill: broker}");
    }
    int begin_on_process(ProcessPort& port) override { return port.kill() ? 1 : 0; }
    bool momentary() const override { return true; }
};

}  // namespace breakwire::sim
