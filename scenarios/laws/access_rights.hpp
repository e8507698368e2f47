#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/broker_section.hpp"

namespace breakwire::scenarios {

/// Who a connection belongs to, as far as an ACL asks.
struct Identity {
    std::optional<std::string> user;
    std::optional<std::string> client_id;  ///< absent: the broker made one up and did not say

    bool operator==(const Identity&) const = default;
};

enum class Permission { allowed, denied, unclear };

/// The ACL of a case over time.
///
/// A reload takes effect at some moment near the instant it was asked for, so within `slack` of it
/// both lists count as in force, and what they disagree about is unclear.
class AccessRights {
public:
    AccessRights(std::vector<AclRule> rules, Duration slack);

    void change(std::vector<AclRule> rules, Instant at);

    /// Whether there is, or has been, anything to forbid.
    bool exercised() const;
    bool changed() const { return versions_.size() > 1; }

    /// What every list that may have been in force at some moment of [from, to] says of it.
    Permission of(const Identity& who, Access access, const std::string& topic, Instant from,
                  Instant to) const;
    Permission of(const Identity& who, Access access, const std::string& topic, Instant at) const {
        return of(who, access, topic, at, at);
    }
    /// What every list of the case says: for what may have been under way for any time.
    Permission ever(const Identity& who, Access access, const std::string& topic) const;

private:
    struct Version {
        Instant since;
        std::vector<AclRule> rules;
        bool names_clients = false;  ///< some rule holds %c
    };
    static Version version(Instant since, std::vector<AclRule> rules);
    Permission under(const Version& version, const Identity& who, Access access,
                     const std::string& topic) const;

    std::vector<Version> versions_;
    Duration slack_;
};

}  // namespace breakwire::scenarios
