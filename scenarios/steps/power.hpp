#pragma once

#include "scenarios/steps/arrivals.hpp"

namespace breakwire::scenarios {

/// Cuts the power of devices, or gives it back and waits until they have arrived (see `Arrivals`).
/// A power cut ends no connection: the broker hears nothing.
class Power final : public Step {
public:
    static Fields<Power> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    std::vector<DeviceName> off_;
    std::vector<DeviceName> on_;
    std::vector<std::string> everybody_off_;
    std::vector<std::string> everybody_on_;
    std::map<std::string, std::size_t> subscriptions_;
    Arrivals arrivals_;
};

}  // namespace breakwire::scenarios
