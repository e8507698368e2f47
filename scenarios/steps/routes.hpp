#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// Which of the checks that a step holds an event could concern, so that thousands of them need not
/// look at each event.
class Routes {
public:
    Routes() = default;
    explicit Routes(const std::vector<std::unique_ptr<Check>>& checks);

    /// The places of those checks among all, in their order.
    std::vector<std::size_t> of(const sim::Event& event) const;

    /// The devices whose events are all that the checks look at; empty if these are many, or if a
    /// check looks at everybody's.
    std::vector<std::string> few_devices() const;

private:
    std::unordered_map<std::string, std::vector<std::size_t>> by_device_;
    std::vector<std::size_t> of_everybody_;
};

}  // namespace breakwire::scenarios
