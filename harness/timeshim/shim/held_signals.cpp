#include "harness/timeshim/shim/held_signals.hpp"

#include <signal.h>

#include <bit>

#include "harness/timeshim/shim/raw.hpp"

namespace breakwire::timeshim {
namespace {

/// What the kernel calls struct sigaction.
struct KernelAction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)();
    SignalSet mask;
};

void set_mask(SignalSet mask, SignalSet* before = nullptr) {
    raw::call(SYS_rt_sigprocmask, SIG_SETMASK, &mask, before, raw::signal_set_size);
}

SignalSet pending() {
    SignalSet set = 0;
    raw::call(SYS_rt_sigpending, &set, raw::signal_set_size);
    return set;
}

/// What a handler of one of `signals` does to a wait. A signal without a handler either ends the
/// process as it is delivered, or is dropped.
Arrived effect_of(SignalSet signals) {
    Arrived effect = Arrived::nothing;
    for (; signals != 0; signals &= signals - 1) {
        KernelAction action{};
        raw::call(SYS_rt_sigaction, std::countr_zero(signals) + 1, nullptr, &action,
                  raw::signal_set_size);
        if (action.handler == SIG_DFL || action.handler == SIG_IGN) continue;
        if ((action.flags & SA_RESTART) == 0) return Arrived::handled;
        effect = Arrived::restartable;
    }
    return effect;
}

}  // namespace

HeldSignals::HeldSignals() { set_mask(~SignalSet{0}, &before_); }

HeldSignals::~HeldSignals() {
    if (held_) set_mask(before_);
}

bool HeldSignals::any() const { return pending() != 0; }

Arrived HeldSignals::release(const SignalSet* mask) {
    const SignalSet blocked = mask != nullptr ? *mask : before_;
    const Arrived effect = effect_of(pending() & ~blocked);
    if (mask != nullptr) set_mask(blocked);
    set_mask(before_);
    held_ = false;
    return effect;
}

}  // namespace breakwire::timeshim
