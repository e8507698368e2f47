#include "scenarios/checks/check.hpp"

#include <fmt/format.h>

#include "scenarios/checks/seen.hpp"
#include "sim/mqtt/describe.hpp"
#include "sim/record/words.hpp"

namespace breakwire::scenarios {

namespace {

std::string in_words(const sim::PacketSeen& seen) {
    if (seen.packet) return mqtt::describe(*seen.packet, seen.version);
    return fmt::format("a malformed packet {}", to_hex(seen.bytes));
}

std::string in_words(const sim::ConnectionSeen& seen) {
    switch (seen.what) {
        case sim::Transport::dialing:
            return "a connection attempt";
        case sim::Transport::established:
            return "a TCP connection";
        case sim::Transport::refused:
            return "a refused TCP connection";
        case sim::Transport::timed_out:
            return "a TCP time-out";
        case sim::Transport::fin:
            return "the end of the connection by FIN";
        case sim::Transport::rst:
            return "the end of the connection by RST";
        case sim::Transport::vanished:
            return "an end that vanished";
    }
    return "?";
}

std::string in_words(const sim::TlsSeen& seen) {
    const std::string detail = seen.detail.empty() ? "" : ": " + seen.detail;
    return fmt::format("TLS {}{}", sim::word(seen.state), detail);
}

std::string in_words(const sim::LookupSeen& seen) {
    return fmt::format("a lookup of {}: {}", seen.name, sim::word(seen.result));
}

}  // namespace

std::string Check::describe(const sim::Event& event) const {
    std::string what = "something else";
    if (const auto* packet = event.as<sim::PacketSeen>()) what = in_words(*packet);
    if (const auto* connection = event.as<sim::ConnectionSeen>()) what = in_words(*connection);
    if (const auto* tls = event.as<sim::TlsSeen>()) what = in_words(*tls);
    if (const auto* lookup = event.as<sim::LookupSeen>()) what = in_words(*lookup);
    return fmt::format("{} at {}", what, to_seconds_text(event.at.time_since_epoch()));
}

const sim::PacketSeen* packet_at_client(const sim::Event& event, const std::string& device,
                                        sim::Direction direction) {
    const auto* seen = event.as<sim::PacketSeen>();
    if (seen == nullptr || seen->device != device) return nullptr;
    if (seen->tap != sim::Tap::client || seen->direction != direction) return nullptr;
    return seen;
}

const sim::ConnectionSeen* transport_to_client(const sim::Event& event, const std::string& device) {
    const auto* seen = event.as<sim::ConnectionSeen>();
    if (seen == nullptr || seen->device != device || seen->tap != sim::Tap::client) return nullptr;
    return seen->direction == sim::Direction::down ? seen : nullptr;
}

}  // namespace breakwire::scenarios
