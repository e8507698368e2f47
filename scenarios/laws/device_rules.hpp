#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the device law judges; their numbers and statements stand in `device_rules`.
enum class DeviceRule {
    id_unused,
    same_id,
    resent_dup,
    keep_alive,
    server_keep_alive,
    acknowledges,
    puback_order,
    pubrec_order,
    pubrel_order,
    receive_maximum,
    alias_range,
    alias_allowed,
    alias_unwanted,
    empty_id_clean,
    disconnect_is_last,
    disconnect_closes,
};

/// In the order of `DeviceRule`.
std::span<const Rule> device_rules();

}  // namespace breakwire::scenarios
