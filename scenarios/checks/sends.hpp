#pragma once

#include <map>
#include <optional>
#include <vector>

#include "scenarios/checks/check.hpp"
#include "sim/base/pattern.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// The device sends packets, as its own end of the connection shows.
///
/// `again` asks for a PUBLISH that it has sent before under the same packet identifier, with the
/// same topic and payload, and that nobody has acknowledged: with DUP, what MQTT 3.1.1 and 5.0
/// section 4.4 want after a lost connection. What came before the last action counts as before.
class Sends final : public Check {
public:
    static Fields<Sends> fields();
    void validate(const Places& at) const;

    void recall(const sim::Event& event) override { follow(event); }
    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override;
    bool exact() const override { return at_most_ || exactly_; }
    std::size_t needed() const override;
    std::string text() const override;

private:
    struct Unanswered {
        std::string topic;
        Bytes payload;
    };

    void follow(const sim::Event& event);
    bool asks_about_publish() const;
    bool of_type(mqtt::PacketType type) const;
    Sight judge(const mqtt::Publish& publish) const;
    bool repeats(const mqtt::Publish& publish) const;

    std::vector<mqtt::PacketType> type_;
    std::optional<TopicFilter> topic_;
    std::optional<Pattern> payload_;
    std::optional<mqtt::Qos> qos_;
    std::optional<bool> retain_;
    std::optional<bool> dup_;
    std::optional<bool> again_;
    std::optional<std::uint32_t> at_least_;
    std::optional<std::uint32_t> at_most_;
    std::optional<std::uint32_t> exactly_;

    std::map<std::uint16_t, Unanswered> unanswered_;
};

}  // namespace breakwire::scenarios
