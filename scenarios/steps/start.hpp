#pragma once

#include "scenarios/steps/arrivals.hpp"
#include "scenarios/steps/ramp_up.hpp"

namespace breakwire::scenarios {

/// Powers devices on, all at once or one after the other, and waits until they have arrived (see
/// `Arrivals`). A refused connection is no failure of this step.
class Start final : public Step {
public:
    static Fields<Start> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    TimeSpan takes(const TimeSpan& since) const override;

private:
    Duration span(std::size_t count) const;
    void start_next();

    std::vector<DeviceName> devices_;
    std::optional<RampUp> ramp_up_;
    std::vector<std::string> everybody_;
    std::map<std::string, std::size_t> subscriptions_;
    Arrivals arrivals_;
    Stage* stage_ = nullptr;
    std::vector<std::string> waiting_;  ///< to be started, in this order
    std::size_t started_ = 0;           ///< of them
};

}  // namespace breakwire::scenarios
