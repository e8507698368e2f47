#pragma once

#include "scenarios/steps/await.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// A device sends DISCONNECT and closes; it stays powered on. Over when it says so.
class DisconnectStep final : public Step {
public:
    static constexpr Duration limit = 10s;
    static Fields<DisconnectStep> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    mqtt::Code reason_;
    Await await_;
};

}  // namespace breakwire::scenarios
