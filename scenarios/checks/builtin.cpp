#include "scenarios/checks/attempts.hpp"
#include "scenarios/checks/boots.hpp"
#include "scenarios/checks/connect_failed.hpp"
#include "scenarios/checks/connect_refused.hpp"
#include "scenarios/checks/connected.hpp"
#include "scenarios/checks/disconnected.hpp"
#include "scenarios/checks/prints.hpp"
#include "scenarios/checks/puback.hpp"
#include "scenarios/checks/receives.hpp"
#include "scenarios/checks/receives_all.hpp"
#include "scenarios/checks/says.hpp"
#include "scenarios/checks/sends.hpp"
#include "scenarios/checks/session_present.hpp"
#include "scenarios/checks/suback.hpp"
#include "scenarios/checks/unsuback.hpp"

namespace breakwire::scenarios {

void add_builtin_checks(Catalog<Check>& checks) {
    checks.add<Attempts>();
    checks.add<Boots>();
    checks.add<ConnectFailed>();
    checks.add<ConnectRefused>();
    checks.add<Connected>();
    checks.add<Disconnected>();
    checks.add<Prints>();
    checks.add<PubackCheck>();
    checks.add<Receives>();
    checks.add<ReceivesAll>();
    checks.add<Says>();
    checks.add<Sends>();
    checks.add<SessionPresent>();
    checks.add<SubackCheck>();
    checks.add<UnsubackCheck>();
}

const Catalog<Check>& builtin_checks() {
    static const Catalog<Check> checks = [] {
        Catalog<Check> made("check");
        add_builtin_checks(made);
        return made;
    }();
    return checks;
}

}  // namespace breakwire::scenarios
