#pragma once

#include <map>

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// The broker answers a subscription with this code (MQTT 3.1.1 and 5.0 section 3.9.3).
class SubackCheck final : public Check {
public:
    static Fields<SubackCheck> fields();

    void recall(const sim::Event& event) override { follow(event); }
    Sight see(const sim::Event& event) override;
    std::string text() const override;

private:
    void follow(const sim::Event& event);
    std::vector<std::uint8_t> codes_about(const mqtt::Suback& suback) const;
    bool as_wanted(std::uint8_t code) const;

    std::optional<std::string> filter_;
    std::vector<mqtt::Code> code_;
    std::optional<bool> granted_;

    std::map<std::uint16_t, std::vector<std::string>> asked_;  ///< filters by packet id
};

}  // namespace breakwire::scenarios
