#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "sim/record/event.hpp"

namespace breakwire::sim {

/// The flight recorder of one case: numbers and stamps events, keeps them, and tells listeners.
///
/// Lives on the thread of the loop that owns time. A listener may add events; they are told after
/// the one at hand, in order. What a listener throws reaches whoever added the event.
class Recorder {
public:
    using Now = std::function<Instant()>;
    using Listener = std::function<void(const Event&)>;

    explicit Recorder(Now now) : now_(std::move(now)) {}

    /// The instant with which an event would be stamped.
    Instant now() const { return now_(); }

    /// Stamps `body` with the present instant and returns its number.
    std::uint64_t add(EventBody body);

    /// Called for each later event, for as long as the recorder lives.
    void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

    /// All events so far but those it has let go of, in order. References stay valid until `prune`.
    const std::deque<Event>& events() const { return events_; }

    /// How many there were so far: the number of the last.
    std::uint64_t count() const { return count_; }

    /// The first event of this number or a later one that it has; null if there is none.
    const Event* from(std::uint64_t number) const;

    using Wanted = std::function<bool(const Event&)>;

    /// Lets go of those events before `until` that are not `wanted`; each is asked about once. No
    /// reference to an event may outlive this, so listeners must not call it.
    void prune(Instant until, const Wanted& wanted);

    /// Events are told and not kept, for what runs without an end.
    void forget() { forgets_ = true; }
    bool forgets() const { return forgets_; }

    /// Numbers the faults of a run, from 1.
    std::uint64_t next_fault() { return ++faults_; }

private:
    void tell();
    void drop_first();

    Now now_;
    std::deque<Event> events_;
    std::deque<Listener> listeners_;
    std::size_t told_ = 0;    ///< of `events_`
    std::size_t pruned_ = 0;  ///< of `events_`, those that stay for good
    std::uint64_t count_ = 0;
    std::uint64_t faults_ = 0;
    bool forgets_ = false;
    bool telling_ = false;
};

}  // namespace breakwire::sim
