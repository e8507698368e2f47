#pragma once

#include "harness/brokers/driver.hpp"

namespace breakwire::harness {

/// Debian's mosquitto, 2.0.11: the broker that is judged unless another is named.
///
/// What was measured of it, and what its traits say:
/// - A silent client is dropped more than floor(1.5 K) whole seconds after the last packet read,
///   looked at every 5 to 6 s. At odd K that can be before 1.5 K.
/// - Will delay and session expiry count whole seconds of the wall clock and fire in the first loop
///   turn (every 100 ms) past them.
/// - An `acl_file` grants every SUBSCRIBE and filters at delivery; a denied PUBLISH is
/// acknowledged.
/// - SIGHUP reads passwords and ACL again within one turn of its loop, so nothing that it reads
///   after the log line is judged by the old ones.
/// - It saves when told by SIGUSR1, at SIGTERM, and every 30 minutes unless `autosave` says so.
class Mosquitto final : public BrokerDriver {
public:
    static Fields<Mosquitto> fields() {
        return Fields<Mosquitto>("mosquitto", "Eclipse mosquitto, started by Breakwire")
            .optional("program", &Mosquitto::program_, "its name on the PATH, or its path");
    }

    scenarios::BrokerTraits traits() const override;
    std::vector<std::string> lacks(const scenarios::BrokerSection& section) const override;
    LaunchPlan prepare(const scenarios::BrokerSection& section,
                       const LaunchSite& site) const override;
    void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                     const std::filesystem::path& folder) const override;

private:
    std::string program_ = "mosquitto";
    mutable std::string version_;  ///< asked for once
    mutable std::string why_not_led_;
};

}  // namespace breakwire::harness
