#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Takes faults out of force: those of a kind, those of a device, or all.
class Heal final : public Step {
public:
    static Fields<Heal> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    std::string kind_;
    std::optional<DeviceName> device_;
};

}  // namespace breakwire::scenarios
