#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// The broker's process may open no more than `free` further descriptors: accept() and open() fail
/// with EMFILE. What is open stays open; healing gives it its old limit back.
/// Source: RLIMIT_NOFILE of getrlimit(2).
class FdExhaustion final : public ProcessFault {
public:
    static Fields<FdExhaustion> fields() {
        return process_fields<FdExhaustion>("fd_exhaustion",
                                            "the broker's process runs out of descriptors")
            .optional("free", &FdExhaustion::free_, "so many more may be opened")
            .example("fault: {fd_exhaustion: {free: 0}, for: 30s}");
    }
    int begin_on_process(ProcessPort& port) override {
        return port.limit_descriptors(free_) ? 1 : 0;
    }
    void end_on_process(ProcessPort& port) override { port.lift_descriptor_limit(); }

private:
    std::uint64_t free_ = 0;
};

}  // namespace breakwire::sim
