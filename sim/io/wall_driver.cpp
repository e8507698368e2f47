#include "sim/io/wall_driver.hpp"

#include <algorithm>

namespace breakwire::sim {

WallDriver::WallDriver(boost::asio::io_context& io, Kernel& kernel, double factor)
    : io_(io), kernel_(kernel), clock_(factor), timer_(io) {}

bool WallDriver::run(const std::function<bool()>& stop) {
    for (;;) {
        catch_up();
        if (stop()) return true;
        if (!wait()) return false;
    }
}

void WallDriver::enter() { catch_up(); }

void WallDriver::join(Participant& participant) { participants_.push_back(&participant); }

void WallDriver::catch_up() {
    const Instant present = clock_.now();
    for (auto next = next_event(); next && *next <= present; next = next_event()) {
        // What is pending at the present instant came from outside: it is not late.
        if (*next > kernel_.now()) histogram_.add(clock_.now() - *next);
        advance_to(*next);
    }
    advance_to(present);
}

void WallDriver::advance_to(Instant when) {
    kernel_.advance_to(when);
    for (Participant* participant : participants_) {
        const auto deadline = participant->next_deadline();
        if (!deadline || *deadline > when) continue;
        participant->advance(when, when);
        participant->deliver();
    }
}

std::optional<Instant> WallDriver::next_event() const {
    std::optional<Instant> first = kernel_.next_event();
    for (Participant* participant : participants_) {
        const auto deadline = participant->next_deadline();
        if (deadline && (!first || *deadline < *first)) first = deadline;
    }
    return first;
}

/// Returns false if there is nothing to wait for.
bool WallDriver::wait() {
    const auto next = next_event();
    if (next && *next <= kernel_.now()) return true;
    if (next) {
        arm(*next);
    } else if (armed_for_) {
        timer_.cancel();  // It would count as something to wait for.
        armed_for_.reset();
    }
    if (io_.stopped()) io_.restart();
    return io_.run_one() > 0;
}

/// A timer that is armed for an earlier instant stays: waking once for nothing is cheaper than
/// arming anew whenever the next event moves.
void WallDriver::arm(Instant when) {
    if (armed_for_ && *armed_for_ <= when) return;
    armed_for_ = when;
    timer_.expires_at(clock_.wall(when));
    timer_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) armed_for_.reset();
    });
}

}  // namespace breakwire::sim
