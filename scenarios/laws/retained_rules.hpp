#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the retained law judges; their numbers and statements stand in `retained_rules`.
enum class RetainedRule {
    stored,
    replayed,
    only_if_new,
    never_asked_for,
    flag_set,
    flag_clear,
    as_published,
    cleared,
    empty_not_stored,
    plain_not_stored,
    quality,
};

/// In the order of `RetainedRule`.
std::span<const Rule> retained_rules();

}  // namespace breakwire::scenarios
