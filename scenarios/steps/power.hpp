#pragma once

#include "scenarios/steps/arrivals.hpp"

namespace breakwire::scenarios {

/// Cuts the power of devices, gives it back, or makes them start anew; those that start are waited
/// for until they have arrived (see `Arrivals`). A power cut ends no connection: the broker hears
/// nothing.
class Power final : public Step {
public:
    static Fields<Power> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    struct Order {
        std::string device;
        sim::PowerVerb verb{};
    };
    void carried_out(const std::string& problem);
    void ended(StepOutcome outcome);

    std::vector<DeviceName> off_;
    std::vector<DeviceName> on_;
    std::vector<DeviceName> reset_;
    std::vector<DeviceName> cycle_;
    std::vector<Order> orders_;
    std::vector<std::string> starting_;
    std::vector<std::string> anew_;  ///< those of `starting_` that may be up
    std::map<std::string, std::size_t> subscriptions_;
    Arrivals arrivals_;
    std::size_t outstanding_ = 0;
    Done done_;
};

}  // namespace breakwire::scenarios
