#include "harness/wiring/broker_port.hpp"

#include "sim/base/errors.hpp"

namespace breakwire::harness {

void BrokerUnderTest::change_acl(std::vector<scenarios::AclRule> acl, Done done) {
    try {
        driver_.rewrite_acl(acl, folder_);
    } catch (const EnvironmentError& error) {
        return done(error.what());
    }
    process_.reload(
        [this, acl = std::move(acl), done = std::move(done)](const std::string& problem) {
            if (problem.empty()) acl_changed_(acl);
            done(problem);
        });
}

}  // namespace breakwire::harness
