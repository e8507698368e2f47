#pragma once

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// The broker answers the device's CONNECT with a code that is not 0 (3.1.1 section 3.2.2.3, 5.0
/// section 3.2.2.2).
class ConnectRefused final : public Check {
public:
    static Fields<ConnectRefused> fields();

    Sight see(const sim::Event& event) override;
    std::string text() const override;

private:
    std::vector<mqtt::Code> reason_;
};

}  // namespace breakwire::scenarios
