#include "sim/io/jump_driver.hpp"

#include <algorithm>

namespace breakwire::sim {

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
        participant->advance(kernel_.now());
        stepped = true;
    }
    return stepped;
}

std::optional<Instant> JumpDriver::next_event() const {
    std::optional<Instant> first = kernel_.next_event();
    for (Participant* participant : participants_) {
        const auto deadline = participant->next_deadline();
        if (deadline && (!first || *deadline < *first)) first = deadline;
    }
    return first;
}

/// The kernel goes first: what it delivers at that instant, participants find there.
void JumpDriver::jump_to(Instant when) {
    kernel_.advance_to(when);
    for (Participant* participant : participants_) participant->advance(kernel_.now());
}

}  // namespace breakwire::sim
