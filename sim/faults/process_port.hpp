#pragma once

#include <cstdint>
#include <string>

#include "sim/base/time.hpp"
#include "sim/base/units.hpp"

namespace breakwire::sim {

/// What a process asks of files that can be made to fail.
enum class FileOperation { open, write, sync, rename };

/// What a fault can do to the broker's process and to what is under it; the owner of the broker
/// implements it. Each returns whether there was something to do it to. What comes of it is in the
/// record, as the broker's own events.
class ProcessPort {
public:
    virtual ~ProcessPort() = default;

    virtual bool kill() = 0;       ///< SIGKILL
    virtual bool terminate() = 0;  ///< SIGTERM
    virtual bool pause() = 0;      ///< as by SIGSTOP
    virtual bool resume() = 0;
    /// Starts it once `pause` has passed and it is not running.
    virtual void start_after(Duration pause) = 0;

    /// CLOCK_REALTIME jumps; intervals are measured by other clocks and are not touched.
    virtual bool jump_clock(Duration by) = 0;
    /// It may open `free` more descriptors than it has open now; accept() and open() then fail with
    /// EMFILE.
    virtual bool limit_descriptors(std::uint64_t free) = 0;
    virtual void lift_descriptor_limit() = 0;
    /// Nothing but `left` octets is free where it keeps its files; writing then fails with ENOSPC.
    virtual bool fill_disk(DataSize left) = 0;
    virtual void clear_disk() = 0;
    /// From now on `operation` on a regular file fails with `error`, an errno; 0: no more.
    virtual bool fail_files(FileOperation operation, int error) = 0;
};

/// What can be done to the power of a device. After `on`, `reset` and `cycle` it starts anew.
enum class PowerVerb {
    off,
    on,
    reset,  ///< by its reset line
    cycle,  ///< off, and on again
};

/// What a fault can do to the power of a device; see `DevicePort` of the scenarios for what that
/// means to it.
class PowerPort {
public:
    virtual ~PowerPort() = default;
    /// `device` is a role or `"*"` for all. Returns how many were on.
    virtual int cut_power(const std::string& device, Duration back_after) = 0;
    /// The same, for good. Returns how many it was done to.
    virtual int power(const std::string& device, PowerVerb verb) = 0;
};

}  // namespace breakwire::sim
