#include "scenarios/steps/publish.hpp"

#include <fmt/format.h>

#include "scenarios/steps/words.hpp"
#include "sim/mqtt/describe.hpp"

namespace breakwire::scenarios {

Fields<PublishStep> PublishStep::fields() {
    return Fields<PublishStep>("publish", "a device publishes one message")
        .required("device", &PublishStep::device_, "who")
        .required("topic", &PublishStep::topic_, "on which topic")
        .optional("payload", &PublishStep::payload_, "text, or octets as {hex: \"00ff\"}")
        .optional("qos", &PublishStep::qos_, "quality of service")
        .optional("retain", &PublishStep::retain_, "whether the broker keeps it for later")
        .wants("publish")
        .example("publish: {device: thermometer, topic: plant/1/state, payload: on, qos: 1}");
}

std::string PublishStep::text() const {
    return fmt::format("publish {} {} {} q{}{}", device_.text, topic_.text(),
                       mqtt::describe_payload(payload_), static_cast<int>(qos_),
                       retain_ ? " retain" : "");
}

void PublishStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void PublishStep::begin(Stage& stage, Done done) {
    done(outcome_of(stage.device(device_.text).publish(topic_.text(), payload_, qos_, retain_)));
}

}  // namespace breakwire::scenarios
