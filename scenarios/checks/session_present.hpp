#pragma once

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// What the next accepting CONNACK says about the session
/// ([MQTT-3.2.2-1] to [MQTT-3.2.2-3] in 3.1.1, [MQTT-3.2.2-2] and [MQTT-3.2.2-3] in 5.0). The
/// opposite breaks it at once.
class SessionPresent final : public Check {
public:
    static Fields<SessionPresent> fields();

    Sight see(const sim::Event& event) override;
    std::string text() const override;

private:
    bool is_ = true;
};

}  // namespace breakwire::scenarios
