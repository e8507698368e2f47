#pragma once

#include <optional>

#include "sim/base/bytes.hpp"
#include "sim/mqtt/packet.hpp"

/// What the rows of the catalogue do to a packet. Each function returns nothing if the packet gives
/// it no opportunity. Packets are taken by value, to be changed.
namespace breakwire::mqtt::malformed {

using Made = std::optional<Bytes>;

// The fixed header, of any packet.
Made length_of_five_octets(Packet packet, Version version);
Made length_padded(Packet packet, Version version);
Made length_too_long(Packet packet, Version version);
Made length_too_short(Packet packet, Version version);
Made last_octet_missing(Packet packet, Version version);
Made trailing_octet(Packet packet, Version version);
Made type_0(Packet packet, Version version);
Made type_15(Packet packet, Version version);
Made reserved_flags(Packet packet, Version version);

// Fields that several kinds of packet have.
Made packet_id_0(Packet packet, Version version);
/// `text` takes the place of the client identifier, topic or first filter.
Made with_text(Packet packet, Version version, std::string_view text);
Made reason_unknown(Packet packet, Version version);
Made property_twice(Packet packet, Version version);
Made property_misplaced(Packet packet, Version version);
Made property_unknown(Packet packet, Version version);
Made property_value_forbidden(Packet packet, Version version);
Made property_list_too_long(Packet packet, Version version);

// CONNECT and CONNACK.
Made protocol_name(Packet packet, Version version);
Made protocol_level(Packet packet, Version version);
/// Sets and clears bits of the Connect Flags, nothing else.
Made connect_flags(Packet packet, Version version, unsigned set, unsigned clear);
Made password_without_user_name(Packet packet, Version version);
Made user_name_missing(Packet packet, Version version);
Made will_qos_3(Packet packet, Version version);
Made will_flags_without_will(Packet packet, Version version, unsigned flags);
Made will_topic_wildcard(Packet packet, Version version);
Made authentication_data_alone(Packet packet, Version version);
Made second_connect(Packet packet, Version version);
Made before_connect(Packet packet, Version version);
Made acknowledge_flags(Packet packet, Version version);
Made session_present_on_refusal(Packet packet, Version version);

// PUBLISH.
Made qos_3(Packet packet, Version version);
Made dup_at_qos_0(Packet packet, Version version);
Made topic_empty(Packet packet, Version version);
Made topic_alias_0(Packet packet, Version version);
Made response_topic_wildcard(Packet packet, Version version);

// SUBSCRIBE and UNSUBSCRIBE.
Made no_filters(Packet packet, Version version);
/// Sets bits of the last Subscription Options.
Made subscription_options(Packet packet, Version version, unsigned set);
Made no_local_on_shared(Packet packet, Version version);

}  // namespace breakwire::mqtt::malformed
