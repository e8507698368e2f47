#pragma once

#include "scenarios/steps/step.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// Hands a message to a device's client stack. Over as soon as the stack has it; whether it was
/// acknowledged is for `expect: {...: {puback: ...}}` to say.
class PublishStep final : public Step {
public:
    static Fields<PublishStep> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    TopicName topic_;
    Bytes payload_;
    mqtt::Qos qos_{};
    bool retain_ = false;
};

}  // namespace breakwire::scenarios
