#include "scenarios/laws/connection.hpp"

#include <algorithm>

namespace breakwire::scenarios {

std::vector<const Standing*> matching(const SessionSeen& session, const std::string& topic) {
    std::vector<const Standing*> found;
    for (const Standing& each : session.standing) {
        if (each.filter.matches(topic)) found.push_back(&each);
    }
    return found;
}

std::uint64_t copies_allowed(const SessionSeen& session, const std::string& topic) {
    const auto count =
        std::count_if(session.ever.begin(), session.ever.end(), [&](const std::string& text) {
            const auto filter = TopicFilter::parse(text);
            return filter && filter->matches(topic);
        });
    return static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(count, 1));
}

}  // namespace breakwire::scenarios
