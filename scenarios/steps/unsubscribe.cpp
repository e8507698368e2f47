#include "scenarios/steps/unsubscribe.hpp"

#include "scenarios/checks/seen.hpp"
#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<UnsubscribeStep> UnsubscribeStep::fields() {
    return Fields<UnsubscribeStep>("unsubscribe",
                                   "a device unsubscribes and waits for the UNSUBACK")
        .required("device", &UnsubscribeStep::device_, "who")
        .required("filter", &UnsubscribeStep::filter_,
                  "from what it subscribed to with this filter")
        .wants("subscribe")
        .example("unsubscribe: {device: dashboard, filter: \"plant/#\"}");
}

std::string UnsubscribeStep::text() const {
    return "unsubscribe " + device_.text + ' ' + filter_.text();
}

void UnsubscribeStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(device_, mistakes);
}

void UnsubscribeStep::begin(Stage& stage, Done done) {
    const std::string problem = stage.device(device_.text).unsubscribe(filter_.text());
    if (!problem.empty()) return done(outcome_of(problem));
    const auto answered = [this](const sim::Event& event) {
        return received<mqtt::Unsuback>(event, device_.text) != nullptr ||
               is_device(event, device_.text, sim::DeviceState::disconnected);
    };
    await_.begin(stage, limit, answered, [done = std::move(done)](bool) { done({}); },
                 {device_.text});
}

}  // namespace breakwire::scenarios
