#pragma once

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// The broker answers an UNSUBSCRIBE. Codes exist in 5.0 alone (section 3.11.3) and are not judged
/// in 3.1.1.
class UnsubackCheck final : public Check {
public:
    static Fields<UnsubackCheck> fields();

    Sight see(const sim::Event& event) override;
    std::string text() const override;

private:
    std::vector<mqtt::Code> code_;
};

}  // namespace breakwire::scenarios
