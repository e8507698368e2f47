#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// Exactly these octets, whatever they mean: how a scenario misbehaves on purpose. The device needs
/// a stack that can (`packet`).
class Send final : public Step {
public:
    static Fields<Send> fields();
    void validate(const Places& places) const;

    std::string text() const override { return "send " + device_.text + ' ' + hex_; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    std::string hex_;
};

}  // namespace breakwire::scenarios
