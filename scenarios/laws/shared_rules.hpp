#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the shared law judges; their numbers and statements stand in `shared_rules`.
enum class SharedRule {
    no_retained,
    one_member,
    some_member,
    quality,
    stays_with_its_member,
    refused_goes_nowhere,
};

/// In the order of `SharedRule`.
std::span<const Rule> shared_rules();

}  // namespace breakwire::scenarios
