#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// ActiveMQ (the classic one, for Java), as Debian 12 has it: MQTT 3.1.1.
///
/// The package's own service is not used: the program is started with a folder of its own for
/// settings, data and the two libraries of MQTT, which the package does not bring
/// (libmqtt-client-java does) and without which it opens its port and then answers nothing.
///
/// What was measured of 5.17.2, and what its traits say:
/// - It takes 1 to 4 s to start and exits with status 143 when it is told to end.
/// - Session Present is always 0, and retained messages live in memory: so it has no `persistence`,
///   though subscriptions and their messages are on disk where a scenario asks for that.
/// - Rights are judged when a client subscribes, with SUBACK 0x80, not when a message is delivered.
///   A denied PUBLISH is acknowledged and dropped. So it has `acl_write` and not `acl_read`; rules
///   that deny a part of what others allow, and such with %c and %u, cannot be told to it.
/// - Users and rights are read at the start; nothing reads them again.
class ActiveMq final : public BrokerDriver {
public:
    static Fields<ActiveMq> fields() {
        return Fields<ActiveMq>("activemq", "Debian's ActiveMQ, started by Breakwire; MQTT 3.1.1")
            .optional("java", &ActiveMq::java_, "the program `java` on the PATH, or its path")
            .example("driver: activemq");
    }

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    std::string java_ = "java";
};

}  // namespace breakwire::harness
