#include "sim/kernel/kernel.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <utility>

#include "sim/base/invariant.hpp"
#include "sim/kernel/systemc.hpp"

namespace breakwire::sim {
namespace {

// SystemC's report handler is a plain function and its simulation context a global, so what goes
// with them can be no more local than that.
Kernel::Listener& listener() {
    static Kernel::Listener instance;
    return instance;
}

std::exception_ptr& caught() {
    static std::exception_ptr instance;
    return instance;
}

std::string text_of(const sc_core::sc_report& report) {
    std::string text = std::string(report.get_msg_type()) + ": " + report.get_msg();
    if (report.get_process_name()) text += std::string(" in ") + report.get_process_name();
    return text;
}

void handle_report(const sc_core::sc_report& report, const sc_core::sc_actions& actions) {
    if (actions == sc_core::SC_DO_NOTHING) return;
    if (report.get_severity() >= sc_core::SC_ERROR) {
        std::cerr << "SystemC: " << text_of(report) << std::endl;
        std::abort();
    }
    if (!listener()) return;
    const bool warning = report.get_severity() == sc_core::SC_WARNING;
    listener()(warning ? Kernel::Severity::warning : Kernel::Severity::info, text_of(report));
}

}  // namespace

Kernel::Kernel(Listener told) {
    sc_core::sc_set_time_resolution(1, sc_core::SC_NS);
    listener() = std::move(told);
    sc_core::sc_report_handler::set_handler(handle_report);
    // The first `sc_start`, which ends elaboration, usually finds nothing to do.
    sc_core::sc_report_handler::set_actions(sc_core::SC_ID_NO_SC_START_ACTIVITY_,
                                            sc_core::SC_DO_NOTHING);
}

Kernel::~Kernel() { listener() = nullptr; }

Instant Kernel::now() const { return to_instant(sc_core::sc_time_stamp()); }

void Kernel::advance_to(Instant when) {
    BREAKWIRE_INVARIANT(!running_);
    running_ = true;
    run_pending();
    if (when > now() && !caught()) {
        sc_core::sc_start(to_sc_time(when - now()), sc_core::SC_RUN_TO_TIME);
        run_pending();
    }
    running_ = false;
    if (caught()) std::rethrow_exception(std::exchange(caught(), nullptr));
}

/// `sc_start` runs a single delta cycle when no time is to pass, and leaves the last cycles of the
/// instant it ends at to the next call.
void Kernel::run_pending() {
    if (sc_core::sc_get_status() < sc_core::SC_RUNNING) sc_core::sc_start(sc_core::SC_ZERO_TIME);
    while (sc_core::sc_pending_activity_at_current_time() && !caught()) {
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
    }
}

std::optional<Instant> Kernel::next_event() const {
    if (!sc_core::sc_pending_activity()) return std::nullopt;
    return now() + to_duration(sc_core::sc_time_to_pending_activity());
}

bool Kernel::guarded(const std::function<void()>& body) {
    try {
        body();
        return true;
    } catch (...) {
        // Of several in one delta cycle the first one counts.
        if (!caught()) caught() = std::current_exception();
        sc_core::sc_pause();
        return false;
    }
}

}  // namespace breakwire::sim
