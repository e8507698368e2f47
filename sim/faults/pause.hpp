#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// The broker does not run, as after SIGSTOP or under a frozen virtual machine, until this heals.
/// Its kernel lives on: connections are accepted and octets acknowledged, up to the receive window.
///
/// Timers of the broker that end meanwhile are overdue when it goes on.
/// Source: SIGSTOP and SIGCONT of signal(7).
class Pause final : public ProcessFault {
public:
    static Fields<Pause> fields() {
        return process_fields<Pause>("pause", "keeps the broker from running until healed")
            .example("fault: {pause: broker, for: 20s}");
    }
    int begin_on_process(ProcessPort& port) override { return port.pause() ? 1 : 0; }
    void end_on_process(ProcessPort& port) override { port.resume(); }
};

}  // namespace breakwire::sim
