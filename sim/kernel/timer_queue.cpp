#include "sim/kernel/timer_queue.hpp"

#include <algorithm>
#include <utility>

#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {
namespace {

/// A slot and the generation of its use, neither of them recognisable as 0.
Timers::Id id_of(std::uint32_t slot, std::uint32_t generation) {
    return (static_cast<Timers::Id>(generation) << 32) | (slot + 1U);
}

}  // namespace

TimerQueue::TimerQueue(const sc_core::sc_module_name& name) : sc_module(name) {
    SC_METHOD(run_due);
    sensitive << due_;
    dont_initialize();
}

Instant TimerQueue::now() const { return to_instant(sc_core::sc_time_stamp()); }

Timers::Id TimerQueue::at(Instant when, std::function<void()> what) {
    const std::uint32_t slot = take_slot();
    slots_[slot].what = std::move(what);
    heap_.emplace_back();
    sift_up(heap_.size() - 1, {std::max(when, now()), ++asked_, slot});
    wake_for_first();
    return id_of(slot, slots_[slot].generation);
}

void TimerQueue::cancel(Id id) {
    const auto slot = static_cast<std::uint32_t>(id) - 1U;
    if (slot >= slots_.size() || id_of(slot, slots_[slot].generation) != id) return;
    remove(slots_[slot].place);
    // What the call held is let go of last: it may own something that asks for or cancels timers.
    const std::function<void()> forgotten = release(slot);
}

void TimerQueue::run_due() {
    waking_at_ = now();  // What is asked for meanwhile is seen by this loop.
    while (!heap_.empty() && heap_.front().when <= now()) {
        const std::uint32_t slot = heap_.front().slot;
        remove(0);
        if (!Kernel::guarded(release(slot))) break;
    }
    waking_at_ = Instant::max();
    wake_for_first();
}

void TimerQueue::wake_for_first() {
    if (heap_.empty() || heap_.front().when >= waking_at_) return;
    waking_at_ = heap_.front().when;
    // An earlier notification takes the place of a later one.
    due_.notify(to_sc_time(waking_at_ - now()));
}

std::uint32_t TimerQueue::take_slot() {
    if (free_.empty()) {
        slots_.emplace_back();
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
}

/// The slot's id is dead from here on.
std::function<void()> TimerQueue::release(std::uint32_t slot) {
    ++slots_[slot].generation;
    free_.push_back(slot);
    return std::exchange(slots_[slot].what, nullptr);
}

void TimerQueue::remove(std::size_t place) {
    const Entry last = heap_.back();
    heap_.pop_back();
    if (place == heap_.size()) return;
    if (place > 0 && last < heap_[(place - 1) / 2]) {
        sift_up(place, last);
    } else {
        sift_down(place, last);
    }
}

void TimerQueue::put(std::size_t place, const Entry& entry) {
    heap_[place] = entry;
    slots_[entry.slot].place = static_cast<std::uint32_t>(place);
}

void TimerQueue::sift_up(std::size_t place, const Entry& entry) {
    while (place > 0 && entry < heap_[(place - 1) / 2]) {
        put(place, heap_[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(place, entry);
}

void TimerQueue::sift_down(std::size_t place, const Entry& entry) {
    for (std::size_t child = 2 * place + 1; child < heap_.size(); child = 2 * place + 1) {
        if (child + 1 < heap_.size() && heap_[child + 1] < heap_[child]) ++child;
        if (!(heap_[child] < entry)) break;
        put(place, heap_[child]);
        place = child;
    }
    put(place, entry);
}

}  // namespace breakwire::sim
