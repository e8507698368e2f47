#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// The rule that a packet breaks, one value each. Some are Protocol Errors in the words of 5.0
/// section 4.13; they are here because a single packet is enough to see them.
enum class Malformed : std::uint8_t {
    incomplete,      ///< fewer bytes than the Remaining Length says
    truncated,       ///< a field runs past the end of the packet or of its property list
    trailing_bytes,  ///< bytes after the last field
    varint_too_long,
    varint_not_minimal,
    packet_too_large,  ///< over the limit of whoever frames the stream
    packet_type_reserved,
    flags_reserved,
    packet_id_zero,
    utf8_ill_formed,
    utf8_surrogate,
    utf8_null,
    property_unknown,
    property_misplaced,
    property_repeated,
    property_out_of_range,
    authentication_method_missing,
    protocol_name_unknown,
    protocol_level_unknown,
    connect_flag_reserved,
    will_qos_invalid,
    will_qos_without_will,
    will_retain_without_will,
    password_without_user_name,
    connack_flags_reserved,
    session_present_on_refusal,
    qos_invalid,
    dup_at_qos_0,
    topic_empty,
    topic_wildcard,
    filter_empty,
    multi_level_wildcard_misplaced,
    single_level_wildcard_misplaced,
    share_name_empty,
    share_name_invalid,
    no_local_on_shared,
    subscription_qos_invalid,
    retain_handling_invalid,
    subscription_options_reserved,
    list_empty,  ///< a SUBSCRIBE, SUBACK, UNSUBSCRIBE or UNSUBACK about nothing
    reason_unknown,
};

/// Why and where decoding stopped.
struct DecodeError {
    Malformed why{};
    /// Bytes from the start of the packet to the field at fault; to the missing byte if the packet
    /// is incomplete, to the first extra byte if it is too long.
    std::size_t offset = 0;
    /// The sentence of the version in use, "MQTT-2.2.1-3"; a section number where the sentence has
    /// none of its own; empty where the standard leaves the rule to common sense.
    std::string_view rule{};

    bool operator==(const DecodeError&) const = default;
};

/// The sentence of `version` that forbids `why`, as in `DecodeError::rule`.
std::string_view rule_of(Malformed why, Version version);

/// "packet_id_zero", as the enumerator is written.
std::string_view name(Malformed why);

/// "packet identifier is zero at byte 2 [MQTT-2.2.1-3]".
std::string to_string(const DecodeError& error);

/// Lets `Decoded<T>::value()` throw; found by argument-dependent lookup.
[[noreturn]] void throw_exception_from_error(const DecodeError& error,
                                             const boost::source_location& where);

/// A value, or the mistake of the peer that stood in its way.
template <class T>
using Decoded = boost::system::result<T, DecodeError>;

}  // namespace breakwire::mqtt
