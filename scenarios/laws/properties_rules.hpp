#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the properties law judges; their numbers and statements stand in `properties_rules`.
enum class PropertiesRule {
    payload_format,
    response_topic,
    correlation_data,
    user_properties,
    user_properties_order,
    content_type,
    expired,
    expiry_counted,
    identifiers,
    all_identifiers,
    own_identifier,
};

/// In the order of `PropertiesRule`.
std::span<const Rule> properties_rules();

}  // namespace breakwire::scenarios
