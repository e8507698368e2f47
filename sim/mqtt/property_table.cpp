#include "sim/mqtt/property_table.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace breakwire::mqtt {
namespace {

constexpr Places in(std::initializer_list<PacketType> types) {
    Places set = 0;
    for (const PacketType type : types) set = static_cast<Places>(set | bit(in_packet(type)));
    return set;
}

constexpr Places joined(Places a, Places b) { return static_cast<Places>(a | b); }

using Id = PropertyId;
using Type = WireType;
using P = PacketType;

constexpr Places never = 0;
constexpr Places will = bit(in_will);
constexpr Places message = joined(in({P::publish}), will);
constexpr Places greeting = in({P::connect, P::connack});
constexpr Places greeting_and_auth = in({P::connect, P::connack, P::auth});
constexpr Places answers = in({P::connack, P::puback, P::pubrec, P::pubrel, P::pubcomp, P::suback,
                               P::unsuback, P::disconnect, P::auth});
constexpr Places everywhere =
    joined(joined(answers, message), in({P::connect, P::subscribe, P::unsubscribe}));

constexpr std::uint32_t max_2 = 0xFFFF;
constexpr std::uint32_t max_4 = 0xFFFFFFFF;
constexpr std::uint32_t max_varint = 268'435'455;

// Smallest and largest say what the standard allows, which for a flag is 0 and 1.
constexpr std::array table = {
    PropertyInfo{Id::payload_format_indicator, "payload_format_indicator", Type::byte, message,
                 never, 0, 1},
    PropertyInfo{Id::message_expiry_interval, "message_expiry_interval", Type::four_byte, message,
                 never, 0, max_4},
    PropertyInfo{Id::content_type, "content_type", Type::string, message},
    PropertyInfo{Id::response_topic, "response_topic", Type::string, message},
    PropertyInfo{Id::correlation_data, "correlation_data", Type::binary, message},
    // One PUBLISH can answer several subscriptions (section 3.3.2.3.8).
    PropertyInfo{Id::subscription_identifier, "subscription_identifier", Type::varint,
                 in({P::publish, P::subscribe}), in({P::publish}), 1, max_varint},
    PropertyInfo{Id::session_expiry_interval, "session_expiry_interval", Type::four_byte,
                 in({P::connect, P::connack, P::disconnect}), never, 0, max_4},
    PropertyInfo{Id::assigned_client_identifier, "assigned_client_identifier", Type::string,
                 in({P::connack})},
    PropertyInfo{Id::server_keep_alive, "server_keep_alive", Type::two_byte, in({P::connack}),
                 never, 0, max_2},
    PropertyInfo{Id::authentication_method, "authentication_method", Type::string,
                 greeting_and_auth},
    PropertyInfo{Id::authentication_data, "authentication_data", Type::binary, greeting_and_auth},
    PropertyInfo{Id::request_problem_information, "request_problem_information", Type::byte,
                 in({P::connect}), never, 0, 1},
    PropertyInfo{Id::will_delay_interval, "will_delay_interval", Type::four_byte, will, never, 0,
                 max_4},
    PropertyInfo{Id::request_response_information, "request_response_information", Type::byte,
                 in({P::connect}), never, 0, 1},
    PropertyInfo{Id::response_information, "response_information", Type::string, in({P::connack})},
    PropertyInfo{Id::server_reference, "server_reference", Type::string,
                 in({P::connack, P::disconnect})},
    PropertyInfo{Id::reason_string, "reason_string", Type::string, answers},
    PropertyInfo{Id::receive_maximum, "receive_maximum", Type::two_byte, greeting, never, 1, max_2},
    PropertyInfo{Id::topic_alias_maximum, "topic_alias_maximum", Type::two_byte, greeting, never, 0,
                 max_2},
    PropertyInfo{Id::topic_alias, "topic_alias", Type::two_byte, in({P::publish}), never, 1, max_2},
    PropertyInfo{Id::maximum_qos, "maximum_qos", Type::byte, in({P::connack}), never, 0, 1},
    PropertyInfo{Id::retain_available, "retain_available", Type::byte, in({P::connack}), never, 0,
                 1},
    PropertyInfo{Id::user_property, "user_property", Type::pair, everywhere, everywhere},
    PropertyInfo{Id::maximum_packet_size, "maximum_packet_size", Type::four_byte, greeting, never,
                 1, max_4},
    PropertyInfo{Id::wildcard_subscription_available, "wildcard_subscription_available", Type::byte,
                 in({P::connack}), never, 0, 1},
    PropertyInfo{Id::subscription_identifier_available, "subscription_identifier_available",
                 Type::byte, in({P::connack}), never, 0, 1},
    PropertyInfo{Id::shared_subscription_available, "shared_subscription_available", Type::byte,
                 in({P::connack}), never, 0, 1},
};
static_assert(table.size() == 27);
static_assert(std::ranges::is_sorted(table, {}, &PropertyInfo::id));

}  // namespace

std::span<const PropertyInfo> all_properties() { return table; }

const PropertyInfo* property_info(std::uint32_t id) {
    const auto row = std::ranges::find(
        table, id, [](const PropertyInfo& each) { return static_cast<std::uint32_t>(each.id); });
    return row == table.end() ? nullptr : &*row;
}

std::string_view name(PropertyId id) {
    const PropertyInfo* row = property_info(id);
    return row ? row->name : "unknown_property";
}

std::optional<PropertyId> property_named(std::string_view text) {
    const auto row = std::ranges::find(table, text, &PropertyInfo::name);
    return row == table.end() ? std::nullopt : std::optional(row->id);
}

}  // namespace breakwire::mqtt
