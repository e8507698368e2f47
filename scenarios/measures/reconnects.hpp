#pragma once

#include <set>

#include "scenarios/measures/measure.hpp"

namespace breakwire::scenarios {

/// How often devices are accepted by the broker again, each device's first time not counted:
/// CONNACK with code 0 at the device's end.
class Reconnects final : public Measure {
public:
    static Fields<Reconnects> fields();

    void settle(const Cast& cast, Mistakes& mistakes) override;
    void see(const sim::Event& event) override;
    std::optional<double> value() const override { return static_cast<double>(count_); }
    std::string unit() const override { return "times"; }

private:
    std::vector<DeviceName> devices_;

    std::set<std::string> names_;  ///< empty: all
    std::set<std::string> known_;  ///< those that were connected once
    std::uint64_t count_ = 0;
};

}  // namespace breakwire::scenarios
