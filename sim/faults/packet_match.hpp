#pragma once

#include <map>

#include "sim/base/fields.hpp"
#include "sim/faults/value_types.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::sim {

/// What `nth` and `every` count over.
enum class CountOver { connection, fault };

/// Chooses packets: by what they are, then by counting those.
///
/// A packet fits if it agrees with every key that was given. `nth: 3` takes the third that fits,
/// `every: 3` the third, sixth and so on. Both start anew with each connection; with `per: fault`
/// they count over all connections the fault concerns. `times` ends it after so many packets were
/// taken, on all connections together, so `{type: publish, nth: 1, times: 1}` spares the device's
/// next connection.
///
/// `qos`, `dup`, `retain` and `topic` are those of PUBLISH, and nothing else fits them. A PUBLISH
/// that names its topic by alias alone (MQTT 5.0 section 3.3.2.3.4) has no topic to match.
/// Malformed packets fit by direction and type.
class PacketMatch {
public:
    static Fields<PacketMatch> fields();
    void validate(const Places& at) const;

    /// Whether the packet fits, counts aside.
    bool fits(const PacketSeen& seen) const;

    /// Counts the packet and tells whether it is taken.
    bool take(const PacketSeen& seen);

    /// The kinds it is limited to; empty if it is not.
    const std::vector<mqtt::PacketType>& types() const { return types_; }

private:
    bool only_publish() const { return qos_ || dup_ || retain_ || topic_; }
    bool counts_to(std::uint64_t count) const;

    std::optional<Direction> direction_;
    std::vector<mqtt::PacketType> types_;
    std::optional<mqtt::Qos> qos_;
    std::optional<bool> dup_;
    std::optional<bool> retain_;
    std::optional<TopicFilter> topic_;
    std::optional<std::uint16_t> packet_id_;
    std::optional<std::uint64_t> nth_;
    std::optional<std::uint64_t> every_;
    CountOver per_ = CountOver::connection;
    std::optional<std::uint64_t> times_;

    std::map<ConnectionId, std::uint64_t> fitting_;  ///< 0 stands for all connections
    std::uint64_t taken_ = 0;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::CountOver> {
    static std::vector<std::pair<std::string, sim::CountOver>> names() {
        return {{"connection", sim::CountOver::connection}, {"fault", sim::CountOver::fault}};
    }
};
