#include "harness/timeshim/shim/turn.hpp"

#include <algorithm>

#include "harness/timeshim/shim/channel.hpp"
#include "harness/timeshim/shim/descriptors.hpp"
#include "harness/timeshim/shim/outputs.hpp"
#include "harness/timeshim/shim/process.hpp"
#include "harness/timeshim/shim/promises.hpp"
#include "harness/timeshim/shim/resets.hpp"
#include "harness/timeshim/shim/threads.hpp"
#include "harness/timeshim/shim/timers.hpp"

namespace breakwire::timeshim {
namespace {

using sim::lockstep::GrantKind;
using sim::lockstep::never;
using sim::lockstep::Report;
using sim::lockstep::ReportKind;

constexpr std::uint32_t patience = 20'000'000;
constinit std::uint32_t impatience = 0;
constinit std::uint64_t events_outside = 0;

/// Gives the turn away; returns when the process has it again.
Answer pass_turn(Report report) {
    for (;;) {
        list_touched();
        send(report);
        const Answer answer = receive();
        clear_touched();
        impatience = 0;
        ++events_outside;
        await_promise(answer.grant);
        if (answer.grant.kind != GrantKind::reset) return answer;
        const int descriptor = make_ready_for_reset(answer.grant.connection);
        report = {};
        report.kind = ReportKind::reset_ready;
        report.descriptor = descriptor;
        report.connection = answer.grant.connection;
    }
}

bool ends(const Wait& what, Arrived arrived) {
    return arrived == Arrived::handled ||
           (arrived == Arrived::restartable && !what.options.restarts);
}

/// Whether signals that were blocked before it end the wait at its very start.
bool interrupted_at_once(const Wait& what) {
    if (what.options.mask == nullptr) return false;
    HeldSignals held;
    return ends(what, held.release(what.options.mask));
}

/// Waits for the next grant. Returns whether a signal ends the wait.
bool hand_over(const Wait& what, std::uint64_t wake) {
    Report report{};
    report.kind = ReportKind::waiting;
    report.wake = wake;
    HeldSignals held;
    const Answer answer = pass_turn(report);
    // Where nothing is pending here another thread has taken the signal.
    const bool elsewhere = answer.grant.kind == GrantKind::interrupt && !held.any();
    return ends(what, held.release(what.options.mask)) || elsewhere;
}

/// Moves the clock to `wake` if the leader need not know.
bool look_ahead(Block& block, std::uint64_t wake) {
    if (wake >= block.limit || anything_touched() || output_waits()) return false;
    block.now = wake;
    ++block.looked_ahead;
    impatience = 0;
    return true;
}

enum class Step { look_again, over, interrupted };

/// Lets time pass until there may be something to see. While the process looks ahead nobody else
/// can act, so it need not look in between.
Step let_time_pass(Block& block, const Wait& what) {
    for (;;) {
        const Fired fired = fire_timers(what.options.mask);
        if (ends(what, fired.signals)) return Step::interrupted;
        if (fired.descriptor) return Step::look_again;
        if (block.now >= what.wake) return Step::over;
        const std::uint64_t wake = std::min(what.wake, next_timer());
        if (look_ahead(block, wake)) continue;
        return hand_over(what, wake) ? Step::interrupted : Step::look_again;
    }
}

}  // namespace

Answer ask(const Report& question) {
    HeldSignals held;
    const Answer answer = pass_turn(question);
    held.release(nullptr);
    return answer;
}

void show_leader() {
    Report report{};
    report.kind = ReportKind::waiting;
    report.wake = owner()->now;
    ask(report);
}

void report_exiting() {
    Report report{};
    report.kind = ReportKind::exiting;
    report.wake = never;
    list_touched();
    send(report);
}

long wait(const Wait& what) {
    Block& block = *owner();
    const bool settles = block.settle_threads != 0 || what.options.settles;
    ++block.waits;
    count_impatience();
    if (interrupted_at_once(what)) return -EINTR;
    bool settled = !settles;
    for (;;) {
        if (const long seen = what.look(what.subject); seen != 0) return seen;
        if (!settled) {
            // One that fell asleep just before has left something to be seen as well.
            if (settle_threads()) ++events_outside;
            settled = true;
            continue;
        }
        switch (let_time_pass(block, what)) {
            case Step::look_again:
                settled = !settles;
                break;
            case Step::over:
                return 0;
            case Step::interrupted:
                return -EINTR;
        }
    }
}

std::uint64_t outside_events() { return events_outside; }

void count_impatience() {
    if (++impatience > patience) {
        cannot_lead(
            "20 million clock reads and waits of no length on end: the program waits by asking for "
            "time");
    }
}

}  // namespace breakwire::timeshim
