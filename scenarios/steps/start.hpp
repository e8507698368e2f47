#pragma once

#include "scenarios/steps/arrivals.hpp"

namespace breakwire::scenarios {

/// Powers devices on and waits until they have arrived (see `Arrivals`). A refused connection is no
/// failure of this step.
class Start final : public Step {
public:
    static Fields<Start> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    std::vector<DeviceName> devices_;
    std::vector<std::string> everybody_;
    std::map<std::string, std::size_t> subscriptions_;
    Arrivals arrivals_;
};

}  // namespace breakwire::scenarios
