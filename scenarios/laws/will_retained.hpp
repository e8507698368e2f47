#pragma once

#include <map>
#include <unordered_map>

#include "scenarios/laws/will_case.hpp"

namespace breakwire::scenarios {

/// Whether a published will is a retained message afterwards, as its retain flag says: judged by
/// what new subscriptions bring.
///
/// Remembers the last published will of each topic until anything else may have changed what is
/// stored there. Wills at QoS 0 may be dropped from the store at any time ([MQTT-3.3.1-7]
/// in 3.1.1).
class WillRetained {
public:
    explicit WillRetained(WillCase& shared) : case_(shared) {}

    /// A PUBLISH with the retain flag was handed to the broker.
    void stored(const std::string& topic, Instant at);
    /// A will's time is over. `owed`: it was due, and nothing but its readers was left to ask.
    void decided(const WillRecord& will, bool owed, Instant now);
    /// A message came with the retain flag.
    void flagged(const Connection& reader, const Account& account, Instant at);
    /// It came so because of a new subscription.
    void arrived(const Connection& reader, const Account& account, const sim::Event& event);
    void granted(const Connection& reader, Instant at);
    /// The broker died or was paused: what is stored is unknown.
    void forget();

private:
    struct Watched {
        MessageKey key = 0;
        mqtt::Version version{};
        bool retain = false;
        std::size_t size = 0;
        std::uint64_t event = 0;  ///< what ended the author's connection
    };
    void verdict(sim::ConnectionId id, const std::string& topic, std::uint64_t event,
                 Instant asked);
    bool in_motion(const std::string& topic, Instant now);
    bool judgeable(const Connection& reader, const std::string& topic, const Watched& watched,
                   Instant asked, Instant now) const;

    WillCase& case_;
    std::map<std::string, Watched> watched_;
    std::unordered_map<std::string, Instant> last_stored_;
    std::map<std::pair<sim::ConnectionId, MessageKey>, Instant> arrivals_;
};

}  // namespace breakwire::scenarios
