#pragma once

#include <span>

#include "scenarios/laws/rule_book.hpp"

namespace breakwire::scenarios {

/// The rules the wire law judges; their numbers and statements stand in `wire_rules`.
enum class WireRule {
    connack_first,
    connack_once,
    connect_answered,
    refusal_closes,
    second_connect_closes,
    bad_input_closes,
    error_named,
    well_formed,
    server_packets,
    topic_plain,
    no_dup_at_qos_0,
    puback,
    pubrec,
    pubrel,
    pubcomp,
    ack_matches,
    suback,
    unsuback,
    answer_matches,
    suback_complete,
    granted_as_asked,
    unsuback_complete,
    pingresp,
    pingresp_asked,
    id_unused,
    not_resent,
    publish_before_pubrec,
    receive_maximum,
    packet_size,
    alias_range,
    alias_unwanted,
    alias_known,
    problem_information,
    response_information,
    no_authentication,
    assigned_id,
    assigned_id_unique,
    empty_id_refused,
    keep_alive,
    takeover_closes,
    takeover_told,
    no_expiry_from_server,
    disconnect_is_last,
    disconnect_closes,
    disconnect_after_connack,
    disconnect_reason,
};

/// In the order of `WireRule`.
std::span<const Rule> wire_rules();

}  // namespace breakwire::scenarios
