#include "scenarios/steps/broker.hpp"

#include "scenarios/steps/words.hpp"

namespace breakwire {

std::vector<std::pair<std::string, scenarios::BrokerAction>>
EnumNames<scenarios::BrokerAction>::names() {
    using Action = scenarios::BrokerAction;
    return {{"crash", Action::crash},     {"stop", Action::stop},    {"start", Action::start},
            {"restart", Action::restart}, {"pause", Action::pause},  {"resume", Action::resume},
            {"save", Action::save},       {"reload", Action::reload}};
}

}  // namespace breakwire

namespace breakwire::scenarios {

Fields<BrokerStep> BrokerStep::fields() {
    return Fields<BrokerStep>("broker",
                              "crash (SIGKILL), stop, start, restart (stop and start), pause, "
                              "resume, save its database, reload its configuration; windows "
                              "behind a start or restart count from when it is ready")
        .optional("action", &BrokerStep::action_, "what to do to it")
        .optional("acl", &BrokerStep::acl_, "another ACL from now on; [] allows everything")
        .shorthand("action")
        .example("broker: crash");
}

void BrokerStep::validate(const Places& places) const {
    if (action_.has_value() == acl_.has_value()) {
        places.fail("action", action_ ? "and acl are two steps" : "or acl is missing");
    }
}

std::string BrokerStep::text() const {
    if (acl_) return "broker gets another ACL";
    return "broker " + ValueType<BrokerAction>::text(action_.value_or(BrokerAction::reload));
}

void BrokerStep::act(BrokerPort& broker, BrokerPort::Done over) const {
    if (acl_) return broker.change_acl(*acl_, std::move(over));
    switch (action_.value_or(BrokerAction::reload)) {
        case BrokerAction::crash:
            return broker.crash(std::move(over));
        case BrokerAction::stop:
            return broker.stop(std::move(over));
        case BrokerAction::start:
            return broker.start(std::move(over));
        case BrokerAction::pause:
            return broker.pause(std::move(over));
        case BrokerAction::resume:
            return broker.resume(std::move(over));
        case BrokerAction::save:
            return broker.save(std::move(over));
        case BrokerAction::reload:
            return broker.reload(std::move(over));
        case BrokerAction::restart:
            broker.stop([&broker, over = std::move(over)](const std::string& problem) {
                if (!problem.empty()) return over(problem);
                broker.start(over);
            });
    }
}

void BrokerStep::begin(Stage& stage, Done done) {
    act(stage.broker(),
        [done = std::move(done)](const std::string& problem) { done(outcome_of(problem)); });
}

}  // namespace breakwire::scenarios
