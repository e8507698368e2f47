#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "scenarios/laws/message_key.hpp"
#include "scenarios/measures/measure.hpp"

namespace breakwire::scenarios {

/// What measures of delivery have in common: which messages were sent, and who got them when.
///
/// A message is known by its topic and payload. One whose like is sent twice in a case is left out,
/// because nobody can tell which of them arrived; so is one that goes by a topic alias. It counts
/// as sent when its first PUBLISH leaves the device, and as arrived when a PUBLISH reaches a reader
/// at the reader's own end. At QoS 2 a repetition under a packet id that is not released is the
/// same delivery (MQTT 3.1.1 and 5.0 section 4.3.3); a retained copy (RETAIN) of what has arrived
/// already is none. About 150 octets for each message.
class DeliveryMeasure : public Measure {
public:
    void settle(const Cast& cast, Mistakes& mistakes) override;
    void see(const sim::Event& event) override;

protected:
    /// Adds the keys that all of them have.
    template <class T>
    static Fields<T> with_deliveries(Fields<T> fields);

    struct Arrivals {
        Instant first{};
        std::uint32_t count = 0;
    };
    struct Message {
        std::uint32_t sent = 0;
        Instant at{};
        std::map<std::string, Arrivals> arrived{};  ///< by reader
    };
    /// Those that can be told from others, in no order.
    template <class Use>
    void each_message(const Use& use) const {
        for (const auto& [_, message] : messages_) {
            if (message.sent == 1) use(message);
        }
    }
    std::size_t readers() const { return readers_.size(); }

private:
    void sent(const sim::PacketSeen& seen, const mqtt::Publish& publish, Instant at);
    void arrived(const sim::PacketSeen& seen, const mqtt::Publish& publish, Instant at);
    bool repeats(const sim::PacketSeen& seen, const mqtt::Publish& publish);
    void follow_releases(const sim::PacketSeen& seen);

    std::optional<TopicFilter> topic_;
    std::vector<DeviceName> from_;
    std::vector<DeviceName> to_;

    std::set<std::string> authors_;  ///< empty: all
    std::set<std::string> readers_;
    std::unordered_map<MessageKey, Message> messages_;
    std::map<std::string, std::set<std::uint16_t>> unreleased_;  ///< QoS 2, by reader
};

template <class T>
Fields<T> DeliveryMeasure::with_deliveries(Fields<T> fields) {
    return std::move(fields)
        .required("to", &T::to_, "who is to get the messages: devices that subscribe to them")
        .optional("topic", &T::topic_, "a topic, or a filter that topics match; all if absent")
        .optional("from", &T::from_, "whose messages; all devices' if absent");
}

}  // namespace breakwire::scenarios
