#pragma once

#include "sim/faults/process_fault.hpp"

namespace breakwire::sim {

/// Where the broker keeps its files there is no room for more than `left`: writing fails with
/// ENOSPC. Healing makes room again.
///
/// It takes a disk of the case's own, which takes root: a small tmpfs that nobody else sees, so a
/// restarted broker finds its files on it.
/// Source: write(2).
class DiskFull final : public ProcessFault {
public:
    static Fields<DiskFull> fields() {
        return process_fields<DiskFull>("disk_full",
                                        "the disk that the broker writes to is full until healed")
            .optional("left", &DiskFull::left_, "room that is left")
            .needs("own_disk")
            .example("fault: {disk_full: broker}");
    }
    int begin_on_process(ProcessPort& port) override { return port.fill_disk(left_) ? 1 : 0; }
    void end_on_process(ProcessPort& port) override { port.clear_disk(); }

private:
    DataSize left_{};
};

}  // namespace breakwire::sim
