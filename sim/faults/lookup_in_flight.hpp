#pragma once

#include <string>

#include "sim/record/event.hpp"

namespace breakwire::sim {

/// A device's question for the broker's address: what a fault may know of it and what it may make
/// of the answer.
class LookupInFlight {
public:
    /// `address`: the right answer; `takes`: how long it is on its way.
    LookupInFlight(std::string device, std::string name, std::string address, Duration takes)
        : device_(std::move(device)),
          name_(std::move(name)),
          address_(std::move(address)),
          takes_(takes) {}

    const std::string& device() const { return device_; }
    const std::string& name() const { return name_; }

    void fail(LookupResult result) {
        result_ = result;
        address_.clear();
        touched_ = true;
    }
    void take(Duration duration) {
        takes_ = duration;
        touched_ = true;
    }
    void answer(const std::string& address) {
        address_ = address;
        touched_ = true;
    }

    LookupResult result() const { return result_; }
    const std::string& address() const { return address_; }
    Duration takes() const { return takes_; }
    bool touched() const { return touched_; }
    void forget_touch() { touched_ = false; }

private:
    std::string device_;
    std::string name_;
    std::string address_;
    Duration takes_;
    LookupResult result_ = LookupResult::found;
    bool touched_ = false;
};

}  // namespace breakwire::sim
