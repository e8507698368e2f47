#include "scenarios/laws/session_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule session_rule_list[] = {
    {"v311/3.2.2-1", "v5/3.2.2-2", "who asks for a clean session has no session present"},
    {"v311/3.2.2-2", "v5/3.2.2-3", "a session that the broker has to keep is present"},
    {"v311/3.2.2-3", "v5/3.2.2-3", "a session that never was, or has ended, is not present"},
    {nullptr, "v5/4.1.0-2", "a session is gone once its expiry has passed"},
    {"v311/4.4.0-1", "v5/4.4.0-1", "who resumes gets again what he has not acknowledged"},
    {"v311/3.3.1-1", "v5/3.3.1-1", "what is sent again has DUP 1"},
    {"v311/4.3.2-1", "v5/4.3.2-2", "a new PUBLISH at QoS 1 has DUP 0"},
    {"v311/4.3.3-1", "v5/4.3.3-2", "a new PUBLISH at QoS 2 has DUP 0"},
    {"v311/4.6.0-1", nullptr, "what is sent again comes in its first order"},
};

static_assert(std::size(session_rule_list) ==
              static_cast<std::size_t>(SessionRule::resent_in_order) + 1);

}  // namespace

std::span<const Rule> session_rules() { return session_rule_list; }

}  // namespace breakwire::scenarios
