// What the properties law makes of a Message Expiry Interval.
#include <algorithm>

#include "scenarios/laws/properties_law.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;

namespace {

/// The interval is in whole seconds, which a broker may round either way.
constexpr Duration rounding = 1s;

/// More than this under way to a device may fill the broker's socket, so that what it sends has
/// been on its way for some time.
constexpr std::int64_t little = 4'096;

}  // namespace

void PropertiesLaw::judge_expiry(const Delivery& delivery) {
    const auto seconds =
        delivery.sent.properties.get<std::uint32_t>(PropertyId::message_expiry_interval);
    const bool disturbed = !calm_.ever_since(delivery.sent.at);
    if (!seconds || disturbed || !traits_.delay_window) return;
    const Duration interval = std::chrono::seconds(*seconds);
    judge_interval(delivery, interval);
    const Instant last_word = delivery.sent.last_word;
    const bool under_way = delivery.connection.backlog > little;
    if (last_word == Instant::max() || under_way) return;
    const Instant over = last_word + traits_.delay_window(interval).to + traits_.promptness;
    if (delivery.event.at <= over) return;
    judge(
        false, PropertiesRule::expired, delivery,
        "that expired " + to_seconds_text(delivery.event.at - (last_word + interval)) + " before");
}

void PropertiesLaw::judge_interval(const Delivery& delivery, Duration interval) {
    const auto seconds =
        delivery.publish.properties.get<std::uint32_t>(PropertyId::message_expiry_interval);
    if (!seconds) {
        return judge(false, PropertiesRule::expiry_counted, delivery,
                     "without the Message Expiry Interval it was sent with");
    }
    const Duration left = std::chrono::seconds(*seconds);
    judge(on_time(delivery, interval, left), PropertiesRule::expiry_counted, delivery,
          "with " + to_string(left) + " of " + to_string(interval) + " left, " +
              to_seconds_text(delivery.event.at - delivery.sent.at) + " after it was sent");
}

/// Whether so much can be left of `interval`. The broker got the message, and sent it, within its
/// promptness; at QoS 2 it may count from the PUBREL.
bool PropertiesLaw::on_time(const Delivery& delivery, Duration interval, Duration left) const {
    const Window ends = traits_.delay_window(interval);
    const Duration longest = delivery.event.at - delivery.sent.at;
    const Duration since_last_word = delivery.sent.last_word == Instant::max()
                                         ? Duration{}
                                         : delivery.event.at - delivery.sent.last_word;
    const Duration shortest = since_last_word - 2 * traits_.promptness;
    const Duration least = ends.from - longest - rounding;
    const Duration most = ends.to - std::max(shortest, Duration{}) + rounding;
    return left >= least && left <= std::min(most, interval);
}

/// A session goes on (`fresh` is null), or got a subscription: nothing that has expired may come.
void PropertiesLaw::expect_none(const Connection& connection, const Standing* fresh, Instant at) {
    const auto away = away_since_.find(connection.identity.client_id.value_or(""));
    for (const Mortal& each : mortals_) {
        if (each.over >= at) continue;
        const bool missed = away != away_since_.end() && each.at > away->second && each.waits;
        const bool waits = fresh != nullptr
                               ? each.retained && fresh->filter.matches(each.topic)
                               : missed && !matching(*connection.session, each.topic).empty();
        if (waits) expect_not(connection, each, at);
    }
}

void PropertiesLaw::expect_not(const Connection& connection, const Mortal& mortal, Instant at) {
    const DeliveryKey whom{connection.id, mortal.key};
    expired_[whom] = false;
    agenda_.add(at + traits_.promptness, [this, whom] {
        const auto it = expired_.find(whom);
        const Connection* still = book_.find(whom.first);
        if (it == expired_.end()) return;
        const bool came = it->second;
        expired_.erase(it);
        if (came || still == nullptr || !still->healthy()) return;
        rules_.held(PropertiesRule::expired, still->connect.version);
    });
}

}  // namespace breakwire::scenarios
