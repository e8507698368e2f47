#include "devices/stacks/readiness.hpp"

#include <array>

#include "sim/base/errors.hpp"

namespace breakwire::devices {
namespace {

int make_set() {
    const int set = epoll_create1(EPOLL_CLOEXEC);
    if (set < 0) throw EnvironmentError("cannot create an epoll set: too many open files");
    return set;
}

}  // namespace

Readiness::Readiness(boost::asio::io_context& io, sim::TimeDriver& driver)
    : set_(io, make_set()), driver_(driver) {
    wait();
}

Readiness::Ticket Readiness::watch(int descriptor, Watcher& watcher) {
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    Slot& slot = slots_[index];
    slot.watcher = &watcher;
    // The generation, from 1, tells this use of the slot from earlier ones, whose events may still
    // be in a batch under way.
    const Ticket ticket = (Ticket{++slot.generation} << 32) | index;
    control(EPOLL_CTL_ADD, descriptor, ticket, EPOLLIN);
    return ticket;
}

void Readiness::change(Ticket ticket, int descriptor, bool reading, bool writing) {
    const std::uint32_t events = (reading ? EPOLLIN : 0U) | (writing ? EPOLLOUT : 0U);
    control(EPOLL_CTL_MOD, descriptor, ticket, events);
}

void Readiness::forget(Ticket ticket, int descriptor) {
    const auto index = static_cast<std::uint32_t>(ticket);
    slots_[index].watcher = nullptr;
    free_.push_back(index);
    // The kernel has dropped a closed one by itself, and its number may be another's by now.
    if (descriptor >= 0) control(EPOLL_CTL_DEL, descriptor, ticket, 0);
}

void Readiness::wait() {
    set_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                    [this](const boost::system::error_code& failure) {
                        // Cancelled: this object is gone.
                        if (failure) return;
                        tell();
                        wait();
                    });
}

/// Time moves before anything is looked at: what the kernel does on the way may close descriptors.
void Readiness::tell() {
    driver_.enter();
    std::array<epoll_event, 256> ready{};
    const int count = epoll_wait(set_.native_handle(), ready.data(), ready.size(), 0);
    for (int i = 0; i < count; ++i) tell(ready[static_cast<std::size_t>(i)]);
}

void Readiness::tell(const epoll_event& event) {
    const Slot slot = slots_[static_cast<std::uint32_t>(event.data.u64)];
    const bool current = slot.generation == event.data.u64 >> 32;
    if (current && slot.watcher != nullptr) slot.watcher->on_ready();
}

void Readiness::control(int operation, int descriptor, Ticket ticket, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = ticket;
    epoll_ctl(set_.native_handle(), operation, descriptor, &event);
}

}  // namespace breakwire::devices
