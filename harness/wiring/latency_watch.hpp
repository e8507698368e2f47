#pragma once

#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "reports/latency_histogram.hpp"
#include "sim/record/event.hpp"

namespace breakwire::harness {

/// Measures, as devices see it, how long connecting takes, how long a publish waits for its PUBACK
/// or PUBCOMP, and how long a message takes from its publisher to each subscriber.
///
/// A message is known by topic and payload; one that was published several times counts from the
/// last time. What is retained or sent again is not measured. At most `remembered` messages are
/// waited for, so that the memory of a long run stays bounded: what is delivered later than that
/// is not measured either.
class LatencyWatch {
public:
    static constexpr std::size_t remembered = 100'000;

    void see(const sim::Event& event);

    /// What was measured: "connect", "acknowledge", "deliver"; in this order.
    std::vector<reports::Latency> summary() const;

    const reports::LatencyHistogram& acknowledge() const { return acknowledge_; }

private:
    using Exchange = std::pair<sim::ConnectionId, std::uint16_t>;  ///< by packet identifier

    void see(const sim::DeviceEvent& said, Instant at);
    void see(const sim::PacketSeen& seen, Instant at);
    void sent(const sim::PacketSeen& seen, const mqtt::Publish& publish, Instant at);
    void arrived(const mqtt::Publish& publish, Instant at);
    void acknowledged(const Exchange& exchange, Instant at);
    void forget(sim::ConnectionId connection);

    std::map<std::string, Instant> connecting_;
    std::map<Exchange, Instant> unacknowledged_;
    std::unordered_map<std::size_t, Instant> published_;
    std::deque<std::pair<std::size_t, Instant>> order_;  ///< of `published_`, oldest first
    reports::LatencyHistogram connect_;
    reports::LatencyHistogram acknowledge_;
    reports::LatencyHistogram deliver_;
};

}  // namespace breakwire::harness
