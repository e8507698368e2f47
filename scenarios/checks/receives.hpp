#pragma once

#include <set>

#include "scenarios/checks/check.hpp"
#include "sim/base/pattern.hpp"
#include "sim/mqtt/property_values.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// The device gets application messages: PUBLISH packets at its own end of the connection.
///
/// A PUBLISH at QoS 2 that repeats the packet id of one already counted, with DUP and before its
/// PUBREL, is the same message and counts once (MQTT 3.1.1 and 5.0 section 4.3.3). At QoS 1 every
/// PUBLISH counts: the standard lets a message arrive more than once.
class Receives final : public Check {
public:
    static Fields<Receives> fields();
    void validate(const Places& at) const;

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override;
    bool exact() const override { return exactly_.has_value(); }
    std::string text() const override;

private:
    Sight judge(const mqtt::Publish& publish);
    Sight in_turn(const Bytes& payload);
    bool on_topic(const mqtt::Publish& publish) const;
    bool as_wanted(const mqtt::Publish& publish) const;
    bool worth_as_long(const mqtt::Publish& publish) const;
    bool carries(const mqtt::Properties& properties) const;

    std::optional<TopicFilter> topic_;
    std::optional<Bytes> payload_;
    std::optional<Pattern> payload_matches_;
    std::optional<mqtt::Qos> qos_;
    std::optional<bool> retain_;
    std::optional<bool> dup_;
    std::optional<Window> message_expiry_;
    std::optional<mqtt::Properties> properties_;
    std::vector<mqtt::PropertyId> without_;
    std::optional<std::uint32_t> at_least_;
    std::optional<std::uint32_t> exactly_;
    std::vector<Bytes> in_order_;

    std::size_t next_ = 0;                ///< of `in_order_`
    std::set<std::uint16_t> unreleased_;  ///< packet ids of counted QoS 2 messages
};

}  // namespace breakwire::scenarios
