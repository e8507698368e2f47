#pragma once

#include <map>

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// How a cellular device saves power.
enum class SleepMode {
    psm,   ///< power saving mode: unreachable until it reports by itself
    edrx,  ///< extended discontinuous reception: listens at fixed times
};

/// The device's radio sleeps. What is for the device waits in the network until it listens; what it
/// sends itself wakes it at once. Whatever passes keeps it awake for another `window`.
///
/// `edrx`: it listens for `window` at the start of each `cycle`, counted from when the fault began
/// (the paging time window of an eDRX cycle). `psm`: it falls asleep `window` after it was last
/// active (timer T3324) and reports, which wakes it, `cycle` after it was last active (T3412).
/// Source: 3GPP TS 23.682 sections 4.5.4 (PSM) and 4.5.13 (eDRX).
class RadioSleep final : public TimedFault {
public:
    static Fields<RadioSleep> fields();
    void validate(const Places& at) const;
    int begin(ConnectionPort& port) override;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    bool listens(Instant last_active) const;
    Instant next_window(Instant last_active) const;

    SleepMode mode_{};
    Duration cycle_{};
    Duration window_{};
    ConnectionPort* port_ = nullptr;
    std::map<std::string, Instant, std::less<>> last_active_;  ///< by device
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::SleepMode> {
    static std::vector<std::pair<std::string, sim::SleepMode>> names() {
        return {{"psm", sim::SleepMode::psm}, {"edrx", sim::SleepMode::edrx}};
    }
};
