#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the session law judges; their numbers and statements stand in `session_rules`.
enum class SessionRule {
    clean_is_new,
    kept,
    not_made_up,
    expired,
    resent,
    resent_as_duplicate,
    new_at_qos_1,
    new_at_qos_2,
    resent_in_order,
};

/// In the order of `SessionRule`.
std::span<const Rule> session_rules();

}  // namespace breakwire::scenarios
