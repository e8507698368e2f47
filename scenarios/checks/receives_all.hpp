#pragma once

#include <deque>
#include <map>

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// The device has got every message that anybody has sent at QoS 1 or 2 on these topics since the
/// case began, on each topic in the order of sending.
///
/// Holds at the first instant at which nothing is missing. A message is known by its topic and
/// payload: payloads of a topic should differ. Repeats are let pass; a message that overtakes
/// another does not count. Whatever the device has no right to, never subscribed to, or was sent to
/// a broker that lost it, is missing all the same. Source: MQTT 3.1.1 and 5.0 sections 4.3.2, 4.6.
class ReceivesAll final : public Check {
public:
    static Fields<ReceivesAll> fields();

    void recall(const sim::Event& event) override { follow(event); }
    bool looks_at_everybody() const override { return true; }
    Sight see(const sim::Event& event) override;
    std::string missing() const override;
    std::string text() const override;
    std::string describe(const sim::Event& event) const override;

private:
    struct Sent {
        std::string device;
        Instant at;
        Bytes payload;
        bool overtook = false;  ///< it came before one that was sent earlier
    };

    void follow(const sim::Event& event);
    void arrive(const mqtt::Publish& publish);

    TopicFilter topic_;

    std::map<std::string, std::deque<Sent>> under_way_;  ///< by topic, in the order of sending
    std::size_t sent_ = 0;
    std::size_t missing_ = 0;
};

}  // namespace breakwire::scenarios
