#pragma once

#include "sim/faults/process_fault.hpp"
#include "sim/faults/value_types.hpp"

namespace breakwire::sim {

/// By which signal a process is ended.
enum class ProcessEnd { kill, terminate };

/// Ends the broker and starts it again after `down_for`, as a supervisor does. What it wrote to
/// disk is what it comes back with.
///
/// Momentary as a fault: it is over with the signal, and the broker's own events tell when it
/// serves again. Source: signal(7); `Restart=` and `RestartSec=` of systemd.service(5).
class Restart final : public ProcessFault {
public:
    static Fields<Restart> fields() {
        return process_fields<Restart>("restart",
                                       "ends the broker and starts it again after a while")
            .optional("how", &Restart::how_, "by SIGKILL or by SIGTERM")
            .optional("down_for", &Restart::down_for_, "how long it is away")
            .example("fault: {restart: {how: kill, down_for: 30s}}");
    }
    int begin_on_process(ProcessPort& port) override {
        const bool ended = how_ == ProcessEnd::kill ? port.kill() : port.terminate();
        if (ended) port.start_after(down_for_);
        return ended ? 1 : 0;
    }
    bool momentary() const override { return true; }

private:
    ProcessEnd how_ = ProcessEnd::kill;
    Duration down_for_ = std::chrono::seconds(1);
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::ProcessEnd> {
    static std::vector<std::pair<std::string, sim::ProcessEnd>> names() {
        return {{"kill", sim::ProcessEnd::kill}, {"terminate", sim::ProcessEnd::terminate}};
    }
};
