#pragma once

#include "scenarios/steps/arrivals.hpp"

namespace breakwire::scenarios {

/// A device makes one attempt to connect, without its model or reconnect policy taking a hand. Over
/// when it is connected or has failed to.
class ConnectStep final : public Step {
public:
    static Fields<ConnectStep> fields();

    std::string text() const override { return "connect " + device_.text; }
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    Arrivals arrivals_;
};

}  // namespace breakwire::scenarios
