#include "devices/models/actuator.hpp"

#include "devices/models/actuator_module.hpp"

namespace breakwire::devices {

Fields<CommandSettings> CommandSettings::fields() {
    return Fields<CommandSettings>("command", "where commands come from: a number as text")
        .required("topic", &CommandSettings::topic, "the filter to subscribe to")
        .optional("qos", &CommandSettings::qos, "the quality of service to ask for")
        .shorthand("topic");
}

Fields<StateSettings> StateSettings::fields() {
    return Fields<StateSettings>("state", "where and when the position is reported")
        .required("topic", &StateSettings::topic, "where")
        .optional("qos", &StateSettings::qos, "quality of service")
        .optional("retain", &StateSettings::retain, "whether the broker keeps the last one")
        .optional("every", &StateSettings::every, "time between reports")
        .optional("on_change", &StateSettings::on_change, "the movement that is worth a report")
        .optional("decimals", &StateSettings::decimals, "of the position as text")
        .shorthand("topic");
}

void StateSettings::validate(const Places& at) const {
    if (every && *every <= Duration{}) at.fail("every", "is zero");
    if (on_change && *on_change <= 0) at.fail("on_change", "is not above 0");
    if (decimals > 15) at.fail("decimals", "is above 15, more than a number holds");
}

Fields<Actuator> Actuator::fields() {
    return Fields<Actuator>("actuator", "follows commands with some inertia, and reports its state")
        .required("command", &Actuator::command, "where commands come from")
        .required("state", &Actuator::state, "where and when it reports its position")
        .optional("time_constant", &Actuator::time_constant,
                  "how long until 37 % of the way to the target are left")
        .optional("initial", &Actuator::initial, "its position at first")
        .optional("min", &Actuator::min, "commands below count as this")
        .optional("max", &Actuator::max, "commands above count as this");
}

void Actuator::validate(const Places& at) const {
    if (min && max && *min > *max) at.fail("min", "is above max");
}

std::unique_ptr<Behaviour> Actuator::build(const ModelContext& context) const {
    return std::make_unique<ActuatorModule>(context, *this);
}

std::vector<mqtt::Subscription> Actuator::subscriptions() const {
    return {{command.topic.text(), command.qos}};
}

}  // namespace breakwire::devices
