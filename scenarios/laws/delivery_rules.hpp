#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the delivery law judges; their numbers and statements stand in `delivery_rules`.
enum class DeliveryRule {
    delivered,
    kept_for_later,
    exactly_once,
    at_most_once,
    published,
    in_order,
    no_local,
    unsubscribed,
    subscribed,
    quality,
    readers_counted,
};

/// In the order of `DeliveryRule`.
std::span<const Rule> delivery_rules();

}  // namespace breakwire::scenarios
