#pragma once

#include "harness/brokers/broker_process.hpp"
#include "scenarios/misreading.hpp"
#include "scenarios/stage.hpp"

namespace breakwire::harness {

/// The broker under test, as steps see it.
class BrokerUnderTest final : public scenarios::BrokerPort {
public:
    using AclChanged = std::function<void(const std::vector<scenarios::AclRule>&)>;

    /// `acl_changed` is called when another ACL has come into force. A lying broker misreads it.
    BrokerUnderTest(BrokerProcess& process, const BrokerDriver& driver,
                    std::filesystem::path folder, std::set<scenarios::Misreading> misreads,
                    AclChanged acl_changed)
        : process_(process),
          driver_(driver),
          folder_(std::move(folder)),
          misreads_(std::move(misreads)),
          acl_changed_(std::move(acl_changed)) {}

    void crash(Done done) override { process_.crash(std::move(done)); }
    void stop(Done done) override { process_.stop(std::move(done)); }
    void start(Done done) override { process_.start(std::move(done)); }
    void pause(Done done) override { process_.pause(std::move(done)); }
    void resume(Done done) override { process_.resume(std::move(done)); }
    void save(Done done) override { process_.save(std::move(done)); }
    void reload(Done done) override { process_.reload(std::move(done)); }
    void change_acl(std::vector<scenarios::AclRule> acl, Done done) override;

    /// How many changes of the ACL it has misread.
    std::uint64_t misread_count() const { return misread_count_; }

private:
    /// Throws EnvironmentError.
    void rewrite(const std::vector<scenarios::AclRule>& acl);

    BrokerProcess& process_;
    const BrokerDriver& driver_;
    std::filesystem::path folder_;
    std::set<scenarios::Misreading> misreads_;
    std::uint64_t misread_count_ = 0;
    AclChanged acl_changed_;
};

}  // namespace breakwire::harness
