#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// Aedes, a broker written for Node, in a small server of ours (`harness/brokers/aedes`). It speaks
/// MQTT 3.1.1 alone.
///
/// What was measured of it, and what its traits say:
/// - A silent client is dropped 1.5 K after the last packet read, to the millisecond.
/// - Every SUBSCRIBE is granted and filtered at delivery; a denied PUBLISH is acknowledged and
///   reaches nobody. Both are choices of the server: Aedes leaves them to who embeds it.
/// - TLS and WebSockets are Node's: the server hands Aedes what comes out of them.
/// - SIGHUP reads users and ACL again before anything else is read.
/// - With persistence, each change goes to LevelDB at once, so that SIGKILL loses at most what was
///   being acknowledged. That takes threads, whose work is awaited in virtual time.
class AedesBroker final : public BrokerDriver {
public:
    static Fields<AedesBroker> fields() {
        return Fields<AedesBroker>("aedes", "Aedes for Node, started by Breakwire; MQTT 3.1.1")
            .optional("node", &AedesBroker::node_, "the program `node` on the PATH, or its path")
            .example("driver: aedes");
    }

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    std::string node_ = "node";
};

/// What the server reads: a pure function of the `broker:` section and of where it listens.
std::string aedes_config(const scenarios::BrokerSection& section, const LaunchSite& site);

/// `config` with other rules.
std::string with_aedes_acl(const std::string& config, const std::vector<scenarios::AclRule>& acl);

}  // namespace breakwire::harness
