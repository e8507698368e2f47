#pragma once

#include <cerrno>

#include "sim/faults/process_fault.hpp"
#include "sim/faults/value_types.hpp"

namespace breakwire::sim {

/// Operations of the broker on regular files fail with EIO, as on a dying disk: opening them for
/// writing, writing, making sure that they are on the disk, putting them in another's place.
///
/// Reading works, and so do sockets and the log. It takes virtual time, where the broker's calls
/// can be answered by us. Source: open(2), write(2), fsync(2), rename(2).
class IoError final : public ProcessFault {
public:
    static Fields<IoError> fields() {
        return process_fields<IoError>("io_error", "the broker's files fail with EIO until healed")
            .optional("operation", &IoError::operation_, "what fails")
            .needs("virtual_time")
            .example("fault: {io_error: {operation: sync}}");
    }
    int begin_on_process(ProcessPort& port) override {
        return port.fail_files(operation_, EIO) ? 1 : 0;
    }
    void end_on_process(ProcessPort& port) override { port.fail_files(operation_, 0); }

private:
    FileOperation operation_ = FileOperation::write;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::FileOperation> {
    static std::vector<std::pair<std::string, sim::FileOperation>> names() {
        return {{"open", sim::FileOperation::open},
                {"write", sim::FileOperation::write},
                {"sync", sim::FileOperation::sync},
                {"rename", sim::FileOperation::rename}};
    }
};
