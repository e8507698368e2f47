#pragma once

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// The broker accepts the device: CONNACK with code 0 (MQTT 3.1.1 and 5.0 section 3.2).
class Connected final : public Check {
public:
    static Fields<Connected> fields();

    Sight see(const sim::Event& event) override;
    std::string text() const override;
    bool judges_sealed() const override { return !session_present_; }

private:
    Sight see_device(const sim::Event& event) const;

    std::optional<bool> session_present_;
};

}  // namespace breakwire::scenarios
