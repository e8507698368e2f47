#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "scenarios/steps/event_index.hpp"

namespace breakwire::scenarios {

/// Those who watch the record of a case, and to whom each event is of interest. A fleet has
/// thousands, each of whom is called for the events of its own devices and for no others.
///
/// They are called in the order in which they came, as if each were called for every event.
class Watchers {
public:
    using Id = std::size_t;
    using Call = std::function<void()>;

    explicit Watchers(sim::Recorder& recorder);

    /// Calls `call` when there are events about `devices` that it may not have seen; about anything
    /// if there are none.
    Id add(const std::vector<std::string>& devices, Call call);
    void remove(Id id);

    EventIndex& index() { return index_; }

private:
    struct Watcher {
        std::vector<std::string> devices;
        Call call;
    };
    void tell();
    void route();

    sim::Recorder& recorder_;
    EventIndex index_;
    std::map<Id, Watcher> watchers_;
    std::set<Id> of_everything_;
    std::unordered_map<std::string, std::set<Id>> by_device_;
    std::set<Id> due_;      ///< to be called
    std::uint64_t routed_;  ///< the last event whose watchers are due, or have been called
    Id last_id_ = 0;
    std::shared_ptr<Watchers*> self_;  ///< for the recorder's listener, which lives longer
};

}  // namespace breakwire::scenarios
