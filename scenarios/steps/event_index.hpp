#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/record/recorder.hpp"

namespace breakwire::scenarios {

/// The device that an event is about, or nullptr if it is about none.
const std::string* device_of(const sim::Event& event);

/// Which events of a record are about which device. Takes 8 octets an event, from the first
/// question on. The recorder must outlive it.
class EventIndex {
public:
    explicit EventIndex(const sim::Recorder& recorder) : recorder_(recorder) {}

    /// The first event from number `from` on that is about one of `devices`, or nullptr. Those that
    /// the recorder has let go of are none.
    const sim::Event* next_about(const std::vector<std::string>& devices, std::uint64_t from);

    /// Calls `see` for each event about `device` before number `end`, in their order.
    void each_about(const std::string& device, std::uint64_t end,
                    const std::function<void(const sim::Event&)>& see);

private:
    void catch_up();
    void forget_what_is_gone();

    const sim::Recorder& recorder_;
    std::uint64_t indexed_ = 0;  ///< the last event that has been looked at
    std::size_t size_ = 0;       ///< of all of `numbers_`
    std::unordered_map<std::string, std::vector<std::uint64_t>> numbers_;
};

}  // namespace breakwire::scenarios
