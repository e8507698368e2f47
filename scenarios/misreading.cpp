#include "scenarios/misreading.hpp"

#include <algorithm>

namespace breakwire {

std::vector<std::pair<std::string, scenarios::Misreading>>
EnumNames<scenarios::Misreading>::names() {
    using scenarios::Misreading;
    return {{"passwords", Misreading::passwords}, {"rules", Misreading::rules},
            {"reads", Misreading::reads},         {"writes", Misreading::writes},
            {"denials", Misreading::denials},     {"access", Misreading::access},
            {"levels", Misreading::levels},       {"names", Misreading::names},
            {"changes", Misreading::changes},     {"persistence", Misreading::persistence},
            {"queues", Misreading::queues}};
}

}  // namespace breakwire

namespace breakwire::scenarios {

namespace {

TopicFilter filter(const std::string& text) { return *TopicFilter::parse(text); }

/// "plant/+/level" and "plant/+" become "plant/#".
TopicFilter deepened(const TopicFilter& topic) {
    const std::string& text = topic.text();
    const auto plus = text.find('+');
    return plus == std::string::npos ? topic : filter(text.substr(0, plus) + '#');
}

/// A level that holds a name becomes a + as a whole: more than the name must not be left of it.
TopicFilter for_any_name(const TopicFilter& topic) {
    std::string out;
    const std::string& text = topic.text();
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('/', begin), text.size());
        const std::string level = text.substr(begin, end - begin);
        const bool named =
            level.find("%c") != std::string::npos || level.find("%u") != std::string::npos;
        out += (begin > 0 ? "/" : "") + (named ? "+" : level);
        begin = end + 1;
    }
    return filter(out);
}

template <class Change>
void change_topics(std::vector<AclRule>& acl, Change change) {
    for (AclRule& rule : acl) {
        if (rule.may == Access::none) continue;
        std::ranges::transform(rule.topics, rule.topics.begin(), change);
    }
}

/// For everybody, and for each user whom a rule names: their own rules decide first.
void let_all(std::vector<AclRule>& acl, Access may) {
    std::set<std::optional<std::string>> who{std::nullopt};
    for (const AclRule& rule : acl) who.insert(rule.user);
    for (const auto& user : who) acl.push_back({user, may, {filter("#")}});
}

}  // namespace

std::vector<AclRule> misread(std::vector<AclRule> acl, const std::set<Misreading>& how) {
    if (acl.empty() || how.contains(Misreading::rules)) return {};
    if (how.contains(Misreading::denials)) {
        std::erase_if(acl, [](const AclRule& rule) { return rule.may == Access::none; });
    }
    if (how.contains(Misreading::access)) {
        for (AclRule& rule : acl) {
            if (rule.may != Access::none) rule.may = Access::both;
        }
    }
    if (how.contains(Misreading::levels)) change_topics(acl, deepened);
    if (how.contains(Misreading::names)) change_topics(acl, for_any_name);
    if (how.contains(Misreading::reads)) let_all(acl, Access::read);
    if (how.contains(Misreading::writes)) let_all(acl, Access::write);
    return acl;
}

BrokerSection misread(BrokerSection section, const std::set<Misreading>& how) {
    section.acl = misread(std::move(section.acl), how);
    if (how.contains(Misreading::passwords)) section.users.clear();
    if (how.contains(Misreading::persistence)) section.persistence = {};
    if (how.contains(Misreading::queues)) section.limits.queued_messages = 1;
    return section;
}

bool is_misread(const BrokerSection& section, const std::set<Misreading>& how) {
    const BrokerSection taken_for = misread(section, how);
    return taken_for.acl != section.acl || taken_for.users != section.users ||
           taken_for.persistence.enabled != section.persistence.enabled ||
           taken_for.limits.queued_messages != section.limits.queued_messages;
}

}  // namespace breakwire::scenarios
