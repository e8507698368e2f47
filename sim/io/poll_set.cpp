#include "sim/io/poll_set.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

PollSet::PollSet() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) throw EnvironmentError(std::string("epoll: ") + std::strerror(errno));
}

PollSet::~PollSet() { close(epoll_); }

void PollSet::begin() { before_ = std::exchange(wanted_, {}); }

int PollSet::want(int descriptor, std::uint32_t events) {
    wanted_.push_back({descriptor, events, 0});
    return static_cast<int>(wanted_.size()) - 1;
}

/// A descriptor that was closed has left the set by itself, and its number may be another's now.
void PollSet::commit() {
    for (const Wanted& old : before_) {
        const bool stays = std::any_of(wanted_.begin(), wanted_.end(), [&old](const Wanted& each) {
            return each.descriptor == old.descriptor;
        });
        if (!stays) epoll_ctl(epoll_, EPOLL_CTL_DEL, old.descriptor, nullptr);
    }
    for (const Wanted& each : wanted_) {
        epoll_event event{};
        event.events = each.events;
        event.data.fd = each.descriptor;
        if (epoll_ctl(epoll_, EPOLL_CTL_MOD, each.descriptor, &event) == 0) continue;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, each.descriptor, &event);
    }
}

void PollSet::look() {
    std::array<epoll_event, 64> events{};
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 0);
    for (Wanted& each : wanted_) each.happened = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        for (Wanted& each : wanted_) {
            if (each.descriptor == event.data.fd) each.happened |= event.events;
        }
    }
}

std::uint32_t PollSet::happened(int place) const {
    return wanted_.at(static_cast<std::size_t>(place)).happened;
}

}  // namespace breakwire::sim
