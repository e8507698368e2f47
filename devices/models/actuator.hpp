#pragma once

#include "devices/models/model.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::devices {

/// Where an actuator takes its commands from: a number as text, the position to go to.
struct CommandSettings {
    TopicFilter topic;
    mqtt::Qos qos = mqtt::Qos::at_least_once;

    static Fields<CommandSettings> fields();
};

/// Where and when an actuator reports its position: on connecting, each `every`, and each time it
/// has moved by `on_change` since the last report (once a millisecond at most), and once more
/// when it has settled.
struct StateSettings {
    TopicName topic;
    mqtt::Qos qos{};
    bool retain = false;
    std::optional<Duration> every;
    std::optional<double> on_change;
    std::uint8_t decimals = 2;

    static Fields<StateSettings> fields();
    void validate(const Places& at) const;
};

struct ActuatorSettings {
    CommandSettings command;
    StateSettings state;
    Duration time_constant{1s};
    double initial = 0;
    std::optional<double> min;
    std::optional<double> max;
};

/// Follows commands as a first-order system does and reports where it is. Without power it stays
/// where it was.
class Actuator final : public Model, public ActuatorSettings {
public:
    static Fields<Actuator> fields();
    void validate(const Places& at) const;
    std::unique_ptr<Behaviour> build(const ModelContext& context) const override;
    std::vector<mqtt::Subscription> subscriptions() const override;
};

}  // namespace breakwire::devices
