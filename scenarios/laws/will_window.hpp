#pragma once

#include <optional>

#include "scenarios/broker_traits.hpp"
#include "scenarios/laws/connection.hpp"

namespace breakwire::scenarios {

/// What decides when a will is due once its connection is over.
struct WillTerms {
    mqtt::Version version{};
    Duration delay{};                        ///< the Will Delay Interval (5.0); none in 3.1.1
    std::optional<Duration> session_expiry;  ///< absent: never
};

/// As CONNECT, CONNACK and perhaps DISCONNECT have settled them so far.
/// Source: MQTT 5.0 sections 3.1.3.2.2, 3.2.2.3.2 and 3.14.2.2.2.
WillTerms will_terms(const Connection& connection);

/// How long after the close the will goes out: after the Will Delay Interval or at the end of the
/// session, whichever is first ([MQTT-3.1.2-8] in 5.0), as exactly as the broker counts. Nothing if
/// the broker does not say how exactly that is.
std::optional<Window> will_due_after_close(const WillTerms& terms, const BrokerTraits& traits);

/// How long after the last packet a silent connection counts as ended. Nothing if it never does, or
/// if the broker does not say.
std::optional<Window> silence_window(Duration keep_alive, const BrokerTraits& traits);

/// What the standard says of a will whose client opens another connection before the will is out.
enum class Takeover {
    publish,   ///< the old connection ends, and its will goes out as ever
    withhold,  ///< the will must not be sent ([MQTT-3.1.3-9] in 5.0)
    free,      ///< sentences disagree, or none speaks
};

/// Whether the session of a will's connection goes on in that of `rival`, its client's CONNECT.
bool goes_on(const WillTerms& old, const mqtt::Connect& rival);

/// `rival` is the CONNECT of the same client.
///
/// 3.1.1 knows no exception: the server closes the old connection ([MQTT-3.1.4-2]) and publishes
/// ([MQTT-3.1.2-8]). In 5.0 a delayed will is withheld if the session goes on. Where the session
/// ends with the takeover, section 3.1.4 says that the will is sent, while [MQTT-3.1.2-8] excuses
/// the server if a connection is opened before the delay has passed: only a will without delay is
/// owed.
Takeover will_at_takeover(const WillTerms& old, const mqtt::Connect& rival);

}  // namespace breakwire::scenarios
