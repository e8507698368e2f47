#include "scenarios/steps/broker.hpp"
#include "scenarios/steps/churn.hpp"
#include "scenarios/steps/connect.hpp"
#include "scenarios/steps/console.hpp"
#include "scenarios/steps/disconnect.hpp"
#include "scenarios/steps/expect.hpp"
#include "scenarios/steps/fault.hpp"
#include "scenarios/steps/heal.hpp"
#include "scenarios/steps/never.hpp"
#include "scenarios/steps/power.hpp"
#include "scenarios/steps/publish.hpp"
#include "scenarios/steps/repeat.hpp"
#include "scenarios/steps/send.hpp"
#include "scenarios/steps/start.hpp"
#include "scenarios/steps/stop.hpp"
#include "scenarios/steps/subscribe.hpp"
#include "scenarios/steps/together.hpp"
#include "scenarios/steps/unsubscribe.hpp"
#include "scenarios/steps/wait.hpp"

namespace breakwire::scenarios {

void add_builtin_steps(Catalog<Step>& steps) {
    steps.add<BrokerStep>();
    steps.add<Churn>();
    steps.add<ConnectStep>();
    steps.add<ConsoleStep>();
    steps.add<DisconnectStep>();
    steps.add<Expect>();
    steps.add<FaultStep>();
    steps.add<Heal>();
    steps.add<Lie>();
    steps.add<Never>();
    steps.add<Power>();
    steps.add<PublishStep>();
    steps.add<Repeat>();
    steps.add<Send>();
    steps.add<Start>();
    steps.add<Stop>();
    steps.add<SubscribeStep>();
    steps.add<Together>();
    steps.add<UnsubscribeStep>();
    steps.add<Wait>();
}

const Catalog<Step>& builtin_steps() {
    static const Catalog<Step> steps = [] {
        Catalog<Step> made("step");
        add_builtin_steps(made);
        return made;
    }();
    return steps;
}

}  // namespace breakwire::scenarios
