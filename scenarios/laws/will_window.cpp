#include "scenarios/laws/will_window.hpp"

#include <algorithm>

namespace breakwire::scenarios {

WillTerms will_terms(const Connection& connection) {
    WillTerms terms{connection.connect.version, Duration{}, connection.session_expiry};
    if (connection.v5() && connection.connect.will) {
        terms.delay =
            std::chrono::seconds(connection.connect.will->properties
                                     .get<std::uint32_t>(mqtt::PropertyId::will_delay_interval)
                                     .value_or(0));
    }
    return terms;
}

std::optional<Window> will_due_after_close(const WillTerms& terms, const BrokerTraits& traits) {
    Duration delay = terms.delay;
    if (terms.session_expiry) delay = std::min(delay, *terms.session_expiry);
    if (delay == Duration{}) return Window{};
    if (traits.delay_window == nullptr) return std::nullopt;
    return traits.delay_window(delay);
}

std::optional<Window> silence_window(Duration keep_alive, const BrokerTraits& traits) {
    if (keep_alive == Duration{} || traits.keep_alive_window == nullptr) return std::nullopt;
    return traits.keep_alive_window(keep_alive);
}

bool goes_on(const WillTerms& old, const mqtt::Connect& rival) {
    return !rival.clean_start && old.session_expiry != Duration{};
}

Takeover will_at_takeover(const WillTerms& old, const mqtt::Connect& rival) {
    if (old.version == mqtt::Version::v3_1_1) return Takeover::publish;
    const bool session_ends = !goes_on(old, rival);
    const bool delayed = old.delay > Duration{};
    if (delayed) return session_ends ? Takeover::free : Takeover::withhold;
    return session_ends ? Takeover::publish : Takeover::free;
}

}  // namespace breakwire::scenarios
