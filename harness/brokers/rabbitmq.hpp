#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// RabbitMQ with its plugin `rabbitmq_mqtt`, as Debian 12 has it: MQTT 3.1.1, QoS 0 and 1.
///
/// The server's own script is started rather than Debian's, which changes the user and writes below
/// /var. Erlang's port mapper (epmd), a daemon that would outlive the case, is not needed: the node
/// is told its one port.
///
/// What was measured of 3.10.8, and what its traits say:
/// - It takes 8 to 15 s to start, 4 to 11 s to start again; about 5 s of that are work.
/// - It has no QoS 2: a subscription at QoS 2 is granted QoS 1.
/// - Rights are judged when a client subscribes, by the filter, not when a message is delivered; a
///   client that lacks one loses its connection. So it has `acl_write` and not `acl_read`, and
///   rules that deny a part of what others allow cannot be told to it. It has rules with %c and %u,
///   but no `acl_pattern`: those scenarios go on with a device that was denied something.
/// - Users and rights are read at the start; nothing reads them again.
/// - Sessions, their messages and retained ones are always on disk.
class RabbitMq final : public BrokerDriver {
public:
    static Fields<RabbitMq> fields() {
        return Fields<RabbitMq>("rabbitmq", "Debian's RabbitMQ, started by Breakwire; MQTT 3.1.1")
            .optional("home", &RabbitMq::home_,
                      "the folder of the server, with sbin in it; the newest in "
                      "/usr/lib/rabbitmq/lib if absent")
            .example("driver: rabbitmq");
    }

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    std::string home_;
};

}  // namespace breakwire::harness
