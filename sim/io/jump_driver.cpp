#include "sim/io/jump_driver.hpp"

#include <algorithm>

namespace breakwire::sim {
namespace {

std::optional<Instant> earlier(std::optional<Instant> one, std::optional<Instant> other) {
    if (!one || !other) return one ? one : other;
    return std::min(*one, *other);
}

}  // namespace

JumpDriver::JumpDriver(Kernel& kernel, boost::asio::io_context* io) : kernel_(kernel), io_(io) {}

bool JumpDriver::run(const std::function<bool()>& stop) {
    for (;;) {
        settle();
        if (stop()) return true;
        const auto next = next_event();
        if (!next) return false;
        jump_to(*next);
    }
}

void JumpDriver::enter() { kernel_.advance_to(kernel_.now()); }

void JumpDriver::join(Participant& participant) { participants_.push_back(&participant); }

/// Lets everybody do what there is to do at the present instant.
void JumpDriver::settle() {
    do {
        kernel_.advance_to(kernel_.now());
    } while (poll() || step_participants());
}

bool JumpDriver::poll() {
    if (io_ == nullptr) return false;
    if (io_->stopped()) io_->restart();
    return io_->poll() > 0;
}

bool JumpDriver::step_participants() {
    bool stepped = false;
    for (Participant* participant : participants_) {
        if (participant->quiescent()) continue;
        step(*participant, kernel_.now(), kernel_.now());
        stepped = true;
    }
    return stepped;
}

void JumpDriver::step(Participant& participant, Instant now, Instant horizon) {
    kernel_.advance_to(participant.advance(now, horizon));
    participant.deliver();
}

std::optional<Instant> JumpDriver::next_event() const {
    return earlier(kernel_.next_event(), first_deadline(nullptr));
}

/// The first of all participants' but that of `but`.
std::optional<Instant> JumpDriver::first_deadline(const Participant* but) const {
    std::optional<Instant> first;
    for (Participant* participant : participants_) {
        if (participant != but) first = earlier(first, participant->next_deadline());
    }
    return first;
}

/// The kernel goes first: what it delivers at that instant, participants find there. Only one who
/// acts while nothing happens in the kernel may look ahead: an event may have changed everything,
/// or have ended the run.
void JumpDriver::jump_to(Instant when) {
    const auto next = kernel_.next_event();
    const bool alone = !next || *next > when;
    kernel_.advance_to(when);
    for (Participant* participant : participants_) {
        const auto deadline = participant->next_deadline();
        if (!deadline || *deadline > when) continue;
        step(*participant, when, alone ? horizon_of(*participant, when) : when);
    }
}

Instant JumpDriver::horizon_of(const Participant& participant, Instant when) const {
    const auto others = earlier(kernel_.next_event(), first_deadline(&participant));
    const Instant limit = when + look_ahead_max;
    return others ? std::clamp(*others, when, limit) : limit;
}

}  // namespace breakwire::sim
