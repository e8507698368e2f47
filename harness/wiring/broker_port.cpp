#include "harness/wiring/broker_port.hpp"

#include "sim/base/errors.hpp"

namespace breakwire::harness {

void BrokerUnderTest::rewrite(const std::vector<scenarios::AclRule>& acl) {
    if (misreads_.contains(scenarios::Misreading::changes)) {
        ++misread_count_;
        return;
    }
    const std::vector<scenarios::AclRule> taken_for = scenarios::misread(acl, misreads_);
    if (taken_for != acl) ++misread_count_;
    driver_.rewrite_acl(taken_for, folder_);
}

void BrokerUnderTest::change_acl(std::vector<scenarios::AclRule> acl, Done done) {
    try {
        rewrite(acl);
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
