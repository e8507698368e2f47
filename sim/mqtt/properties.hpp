#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/bytes.hpp"

namespace breakwire::mqtt {

/// The identifiers of MQTT 5.0 section 2.2.2.2, table 2-4; `property_table.hpp` tells more of each.
enum class PropertyId : std::uint8_t {
    payload_format_indicator = 0x01,
    message_expiry_interval = 0x02,
    content_type = 0x03,
    response_topic = 0x08,
    correlation_data = 0x09,
    subscription_identifier = 0x0B,
    session_expiry_interval = 0x11,
    assigned_client_identifier = 0x12,
    server_keep_alive = 0x13,
    authentication_method = 0x15,
    authentication_data = 0x16,
    request_problem_information = 0x17,
    will_delay_interval = 0x18,
    request_response_information = 0x19,
    response_information = 0x1A,
    server_reference = 0x1C,
    reason_string = 0x1F,
    receive_maximum = 0x21,
    topic_alias_maximum = 0x22,
    topic_alias = 0x23,
    maximum_qos = 0x24,
    retain_available = 0x25,
    user_property = 0x26,
    maximum_packet_size = 0x27,
    wildcard_subscription_available = 0x28,
    subscription_identifier_available = 0x29,
    shared_subscription_available = 0x2A,
};

/// A UTF-8 String Pair (section 1.5.7), as in `user_property`.
struct StringPair {
    std::string name;
    std::string value;

    bool operator==(const StringPair&) const = default;
};

/// Byte, Two Byte Integer, Four Byte or Variable Byte Integer (the id tells them apart), UTF-8
/// String, Binary Data, UTF-8 String Pair.
using PropertyValue =
    std::variant<std::uint8_t, std::uint16_t, std::uint32_t, std::string, Bytes, StringPair>;

struct Property {
    PropertyId id{};
    PropertyValue value;

    bool operator==(const Property&) const = default;
};

/// The properties of one packet or will, in wire order; ids may repeat. Nothing is refused here:
/// the decoder refuses what a peer may not send, and a test may send what it likes.
class Properties {
public:
    Properties() = default;
    Properties(std::initializer_list<Property> list) : list_(list) {}

    void add(PropertyId id, PropertyValue value) { list_.push_back({id, std::move(value)}); }

    /// Adds an integer in the width that `id` has on the wire, cut to that width if it is larger.
    template <std::integral T>
    void add(PropertyId id, T number) {
        add(id, integer_for(id, static_cast<std::uint32_t>(number)));
    }

    /// Takes out every property called `id`; tells how many there were.
    std::size_t remove(PropertyId id) {
        return std::erase_if(list_, [id](const Property& each) { return each.id == id; });
    }

    bool has(PropertyId id) const;

    /// The first value called `id`; nothing if there is none or it is no `T`.
    template <class T>
    std::optional<T> get(PropertyId id) const {
        for (const Property& each : list_) {
            if (each.id != id) continue;
            const T* value = std::get_if<T>(&each.value);
            return value ? std::optional<T>(*value) : std::nullopt;
        }
        return std::nullopt;
    }

    /// Every value called `id` that is a `T`, in order.
    template <class T>
    std::vector<T> get_all(PropertyId id) const {
        std::vector<T> found;
        for (const Property& each : list_) {
            if (each.id != id) continue;
            if (const T* value = std::get_if<T>(&each.value)) found.push_back(*value);
        }
        return found;
    }

    auto begin() const { return list_.begin(); }
    auto end() const { return list_.end(); }
    std::size_t size() const { return list_.size(); }
    bool empty() const { return list_.empty(); }

    bool operator==(const Properties&) const = default;

private:
    static PropertyValue integer_for(PropertyId id, std::uint32_t number);

    std::vector<Property> list_;
};

}  // namespace breakwire::mqtt
