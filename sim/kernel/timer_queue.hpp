#pragma once

#include <vector>

#include "sim/base/timers.hpp"
#include "sim/kernel/systemc.hpp"

namespace breakwire::sim {

/// Any number of timers on one SC_METHOD and one event.
///
/// A binary heap of (instant, order asked); every timer knows its place in it, so cancelling costs
/// no more than asking. Calls may ask for and cancel others. The event is not taken back when its
/// timer is cancelled: waking for nothing is cheaper than renewing it each time.
class TimerQueue final : public sc_core::sc_module, public Timers {
public:
    BREAKWIRE_HAS_PROCESS(TimerQueue);
    explicit TimerQueue(const sc_core::sc_module_name& name);

    Instant now() const override;
    Id at(Instant when, std::function<void()> what) override;
    void cancel(Id id) override;

    std::size_t pending() const { return heap_.size(); }

private:
    struct Slot {
        std::function<void()> what;
        std::uint32_t place = 0;       ///< index in `heap_`
        std::uint32_t generation = 0;  ///< tells this use of the slot from earlier ones
    };
    struct Entry {
        Instant when{};
        std::uint64_t order = 0;
        std::uint32_t slot = 0;
        bool operator<(const Entry& other) const {
            return when != other.when ? when < other.when : order < other.order;
        }
    };

    void run_due();
    void wake_for_first();
    std::uint32_t take_slot();
    std::function<void()> release(std::uint32_t slot);
    void remove(std::size_t place);
    void put(std::size_t place, const Entry& entry);
    void sift_up(std::size_t place, const Entry& entry);
    void sift_down(std::size_t place, const Entry& entry);

    sc_core::sc_event due_;
    Instant waking_at_ = Instant::max();  ///< what `due_` is notified for
    std::uint64_t asked_ = 0;
    std::vector<Entry> heap_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

}  // namespace breakwire::sim
