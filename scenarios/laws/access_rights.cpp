#include "scenarios/laws/access_rights.hpp"

#include <algorithm>

namespace breakwire::scenarios {

namespace {

bool holds_client_id(const AclRule& rule) {
    return std::any_of(rule.topics.begin(), rule.topics.end(), [](const TopicFilter& topic) {
        return topic.text().find("%c") != std::string::npos;
    });
}

/// What two lists say together.
Permission together(std::optional<Permission> one, Permission other) {
    return !one || *one == other ? other : Permission::unclear;
}

}  // namespace

AccessRights::AccessRights(std::vector<AclRule> rules, Duration slack) : slack_(slack) {
    versions_.push_back(version(Instant::min(), std::move(rules)));
}

AccessRights::Version AccessRights::version(Instant since, std::vector<AclRule> rules) {
    const bool names_clients = std::any_of(rules.begin(), rules.end(), holds_client_id);
    return {since, std::move(rules), names_clients};
}

void AccessRights::change(std::vector<AclRule> rules, Instant at) {
    versions_.push_back(version(at, std::move(rules)));
}

bool AccessRights::exercised() const {
    return std::any_of(versions_.begin(), versions_.end(),
                       [](const Version& each) { return !each.rules.empty(); });
}

Permission AccessRights::of(const Identity& who, Access access, const std::string& topic,
                            Instant from, Instant to) const {
    std::optional<Permission> said;
    for (std::size_t i = 0; i < versions_.size(); ++i) {
        const bool begun = i == 0 || versions_[i].since - slack_ <= to;
        const bool over = i + 1 < versions_.size() && versions_[i + 1].since + slack_ < from;
        if (begun && !over) said = together(said, under(versions_[i], who, access, topic));
    }
    return said.value_or(Permission::unclear);
}

Permission AccessRights::ever(const Identity& who, Access access, const std::string& topic) const {
    std::optional<Permission> said;
    for (const Version& each : versions_) said = together(said, under(each, who, access, topic));
    return said.value_or(Permission::unclear);
}

Permission AccessRights::under(const Version& version, const Identity& who, Access access,
                               const std::string& topic) const {
    if (version.rules.empty()) return Permission::allowed;
    if (!who.client_id && version.names_clients) return Permission::unclear;
    return may(version.rules, access, who.user, who.client_id.value_or(""), topic)
               ? Permission::allowed
               : Permission::denied;
}

}  // namespace breakwire::scenarios
