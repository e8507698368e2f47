#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "reports/case_result.hpp"
#include "scenarios/scenario.hpp"
#include "sim/record/event.hpp"

namespace breakwire::harness {

/// What a scenario's `record` leaves out of the record, and what of that need not even stay in
/// memory. In the record events are numbered anew, without gaps.
class RecordFilter {
public:
    RecordFilter(const scenarios::Scenario& scenario, const Luck& luck);

    /// "4950 of 5000 devices of fleets, the broker's log"; empty if nothing is left out.
    const std::string& left_out() const { return left_out_; }
    /// How many events were, so far.
    std::uint64_t events_left_out() const { return events_left_out_; }

    /// The event as it stands in the record; null if it does not. Good until the next call. Asked
    /// once about each event, in order.
    const sim::Event* recorded(const sim::Event& event);

    /// Evidence that is in the record, with the numbers it has there.
    std::vector<std::uint64_t> evidence(const std::vector<std::uint64_t>& numbers) const;

    /// Whether a step may still ask about an event, or the verdict tell of it, when it is over.
    bool is_wanted(const sim::Event& event) const;

private:
    bool is_left_out(const sim::Event& event) const;

    std::unordered_set<std::string> devices_;  ///< that are left out
    bool broker_log_ = false;                  ///< as well
    scenarios::LookBack look_back_;
    std::string left_out_;
    std::uint64_t events_left_out_ = 0;
    std::vector<std::uint64_t> numbers_;  ///< of what is recorded, as they were
    sim::Event recorded_;
};

}  // namespace breakwire::harness
