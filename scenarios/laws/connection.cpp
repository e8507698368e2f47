#include "scenarios/laws/connection.hpp"

#include <algorithm>

namespace breakwire::scenarios {

bool Connection::backed_up() const {
    constexpr std::int64_t small_window = 16'384;
    return backlog > small_window;
}

bool Connection::takes(std::size_t size) const {
    constexpr std::size_t header_at_most = 1'024;
    const auto largest =
        connect.properties.get<std::uint32_t>(mqtt::PropertyId::maximum_packet_size);
    return !largest || size + header_at_most <= *largest;
}

bool revives_session(const mqtt::Connect& connect, const mqtt::Disconnect& disconnect) {
    constexpr auto id = mqtt::PropertyId::session_expiry_interval;
    return connect.properties.get<std::uint32_t>(id).value_or(0) == 0 &&
           disconnect.properties.get<std::uint32_t>(id).value_or(0) != 0;
}

std::vector<const Standing*> matching(const SessionSeen& session, const std::string& topic) {
    std::vector<const Standing*> found;
    for (const Standing& each : session.standing) {
        if (each.filter.matches(topic)) found.push_back(&each);
    }
    return found;
}

std::uint64_t copies_allowed(const SessionSeen& session, const std::string& topic, Instant since) {
    std::uint64_t count = 0;
    for (const auto& [text, until] : session.wanted) {
        const auto filter = TopicFilter::parse(text);
        if (until >= since && filter && filter->matches(topic)) ++count;
    }
    return std::max<std::uint64_t>(count, 1);
}

}  // namespace breakwire::scenarios
