#include "scenarios/steps/subscribe.hpp"

#include <fmt/format.h>

#include "scenarios/checks/seen.hpp"
#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<SubscribeStep> SubscribeStep::fields() {
    return Fields<SubscribeStep>("subscribe", "a device subscribes and waits for the SUBACK")
        .required("device", &SubscribeStep::device_, "who")
        .required("filter", &SubscribeStep::filter_, "to which topics")
        .optional("qos", &SubscribeStep::qos_, "the highest quality of service it wants")
        .optional("no_local", &SubscribeStep::no_local_, "5.0: not what it publishes itself")
        .optional("retain_as_published", &SubscribeStep::retain_as_published_,
                  "5.0: the RETAIN flag as the publisher set it")
        .optional("retain_handling", &SubscribeStep::retain_handling_,
                  "5.0: retained messages 0 always, 1 if the subscription is new, 2 never")
        .wants("subscribe")
        .example("subscribe: {device: dashboard, filter: \"plant/#\", qos: 1}");
}

void SubscribeStep::validate(const Places& places) const {
    if (retain_handling_ > 2) places.fail("retain_handling", "is 0, 1 or 2");
}

std::string SubscribeStep::text() const {
    return fmt::format("subscribe {} {} q{}", device_.text, filter_.text(), static_cast<int>(qos_));
}

void SubscribeStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void SubscribeStep::begin(Stage& stage, Done done) {
    const std::string problem =
        stage.device(device_.text)
            .subscribe({filter_.text(), qos_, no_local_, retain_as_published_, retain_handling_});
    if (!problem.empty()) return done(outcome_of(problem));
    const auto answered = [this](const sim::Event& event) {
        return received<mqtt::Suback>(event, device_.text) != nullptr ||
               is_device(event, device_.text, sim::DeviceState::disconnected);
    };
    await_.begin(stage, limit, answered, [done = std::move(done)](bool) { done({}); },
                 {device_.text});
}

}  // namespace breakwire::scenarios
