#include "scenarios/laws/delivery_law.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/laws/inflight.hpp"

namespace breakwire::scenarios {

namespace {

using mqtt::PropertyId;
using mqtt::Qos;
using sim::BrokerState;
using sim::Direction;
using sim::Tap;

constexpr std::uint8_t no_matching_subscribers = 0x10;

/// Messages that a broker keeps for one session before it may drop some: the limit it was given,
/// else fewer than any broker in use keeps by default.
std::size_t queue_limit(const BrokerLimits& limits) {
    constexpr std::size_t below_all_defaults = 100;
    if (!limits.queued_messages) return below_all_defaults;
    return *limits.queued_messages <= 0 ? ~std::size_t{0}
                                        : static_cast<std::size_t>(*limits.queued_messages);
}

std::optional<Duration> expiry_of(const mqtt::Publish& publish) {
    const auto seconds = publish.properties.get<std::uint32_t>(PropertyId::message_expiry_interval);
    return seconds ? std::optional<Duration>(std::chrono::seconds(*seconds)) : std::nullopt;
}

bool malformed_publish(const sim::PacketSeen& seen) {
    return seen.packet == nullptr && !seen.bytes.empty() &&
           static_cast<unsigned>(seen.bytes.front()) >> 4U ==
               static_cast<unsigned>(mqtt::PacketType::publish);
}

}  // namespace

DeliveryLaw::DeliveryLaw(const LawContext& context)
    : traits_(context.traits),
      queue_limit_(queue_limit(context.broker.limits)),
      book_(3 * context.traits.promptness, inflight_limit(context.broker.limits)),
      rights_(context.broker.acl, context.traits.promptness),
      rules_(delivery_rules()) {}

void DeliveryLaw::see(const sim::Event& event) {
    run_before(event.at);
    calm_.see(event);
    if (const auto* seen = event.as<sim::BrokerEvent>()) broker(seen->state);
    Connection* connection = book_.see(event);
    if (const auto* bytes = event.as<sim::BytesSeen>()) {
        tainted_ = tainted_ || (bytes->tap == Tap::broker && bytes->direction == Direction::up);
    } else if (event.as<sim::SealedSeen>() != nullptr) {
        tainted_ = true;  // what goes through TLS cannot be read
    } else if (const auto* seen = event.as<sim::PacketSeen>()) {
        if (seen->tap == Tap::client) return;
        const bool is_up = seen->direction == Direction::up;
        const bool unread = malformed_publish(*seen) ||
                            (connection == nullptr && seen->as<mqtt::Publish>() != nullptr);
        tainted_ = tainted_ || (is_up && unread);
        if (connection != nullptr) {
            is_up ? up(*connection, *seen, event) : down(*connection, *seen, event);
        }
    } else if (connection != nullptr && connection->gone) {
        readers_.left(*connection);
        attempts_.erase(connection->id);
    }
}

void DeliveryLaw::broker(BrokerState state) {
    if (state == BrokerState::starting) start_seen_ = true;
    if (state != BrokerState::exited && state != BrokerState::crashed) return;
    readers_.clear();
    attempts_.clear();
}

void DeliveryLaw::up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event) {
    if (connection.connect_event == event.number) {
        const auto& will = connection.connect.will;
        if (will) publications_.enter_vague(message_key(will->topic, will->payload));
    } else if (const auto* publish = seen.as<mqtt::Publish>()) {
        attempted(connection, *publish, event);
    } else if (const auto* pubrel = seen.as<mqtt::Pubrel>()) {
        released(connection, pubrel->packet_id, event);
    } else if (seen.as<mqtt::Subscribe>() != nullptr || seen.as<mqtt::Unsubscribe>() != nullptr) {
        // What is still owed may depend on what changes now.
        if (DeliveryReader* reader = readers_.of(connection)) reader->owed.clear();
    }
}

void DeliveryLaw::down(Connection& connection, const sim::PacketSeen& seen,
                       const sim::Event& event) {
    if (const auto* publish = seen.as<mqtt::Publish>()) {
        delivered(connection, *publish, event);
    } else if (const auto* puback = seen.as<mqtt::Puback>()) {
        acknowledged(connection, puback->packet_id, puback->reason, true, event);
    } else if (const auto* pubrec = seen.as<mqtt::Pubrec>()) {
        acknowledged(connection, pubrec->packet_id, pubrec->reason, false, event);
    } else if (const auto* pubcomp = seen.as<mqtt::Pubcomp>()) {
        acknowledged(connection, pubcomp->packet_id, pubcomp->reason, true, event);
    } else if (seen.as<mqtt::Suback>() != nullptr) {
        readers_.subscribed(connection);
    } else if (const auto* connack = seen.as<mqtt::Connack>(); connack && connack->reason == 0) {
        DeliveryReader& reader = readers_.arrived(connection, event.at);
        if (!reader.owed.empty()) watch(reader, event.at + traits_.promptness);
    }
}

void DeliveryLaw::attempted(Connection& connection, const mqtt::Publish& publish,
                            const sim::Event& event) {
    if (connection.topic.empty()) {
        tainted_ = true;
        return;
    }
    // What a refused client says is nobody's message.
    if (connection.refused) return;
    ++counts_.attempted;
    const MessageKey key = message_key(connection.topic, publish.payload);
    publications_.enter(connection, publish, key, event);
    if (publish.qos == Qos::at_most_once) return;
    attempts_[connection.id][publish.packet_id] = {
        key,
        connection.topic,
        static_cast<std::uint32_t>(connection.topic.size() + publish.payload.size()),
        event.number,
        event.at,
        publish.qos,
        expiry_of(publish),
        false};
}

void DeliveryLaw::released(const Connection& connection, std::uint16_t packet_id,
                           const sim::Event& event) {
    auto& mine = attempts_[connection.id];
    const auto it = mine.find(packet_id);
    if (it == mine.end()) return;
    Publication* publication = publications_.find(it->second.key);
    if (publication != nullptr && publication->released == 0) publication->released = event.number;
}

void DeliveryLaw::acknowledged(const Connection& connection, std::uint16_t packet_id,
                               std::uint8_t reason, bool last, const sim::Event& event) {
    const auto mine = attempts_.find(connection.id);
    if (mine == attempts_.end()) return;
    const auto it = mine->second.find(packet_id);
    if (it == mine->second.end()) return;
    it->second.unread = it->second.unread || reason == no_matching_subscribers;
    if (reason < 0x80 && !last) return;
    const Attempt attempt = std::move(it->second);
    mine->second.erase(it);
    if (reason >= 0x80) return;
    ++counts_.acknowledged;
    owe(connection, attempt, event);
}

void DeliveryLaw::owe(const Connection& author, const Attempt& attempt, const sim::Event& event) {
    const bool permitted =
        rights_.ever(author.identity, Access::write, attempt.topic) == Permission::allowed;
    if (!permitted || attempt.topic.starts_with('$')) return;
    bool somebody = false;
    for (const std::uint64_t number : readers_.candidates(attempt.topic)) {
        DeliveryReader* reader = readers_.find(number);
        if (reader == nullptr || !entitled(*reader, author, attempt)) continue;
        somebody = true;
        forget_expired(*reader, event.at);
        reader->overrun = reader->overrun || full(*reader);
        if (reader->overrun) {
            reader->owed.clear();  // which ones the broker drops is its own choice
        } else {
            owe_to(*reader, attempt, event.at);
        }
    }
    if (!somebody) return;
    judge(!attempt.unread, DeliveryRule::readers_counted, author,
          "was told that nobody subscribes to " + attempt.topic, event, attempt.event);
}

bool DeliveryLaw::entitled(const DeliveryReader& reader, const Connection& author,
                           const Attempt& attempt) const {
    if (!reader.certain || !reader.session->whole) return false;
    const bool own = author.identity.client_id == reader.identity.client_id;
    const auto standing = matching(*reader.session, attempt.topic);
    const bool asked = std::any_of(standing.begin(), standing.end(), [&](const Standing* each) {
        return each->since < attempt.at && each->granted != Qos::at_most_once &&
               !(each->no_local && own);
    });
    return asked &&
           rights_.ever(reader.identity, Access::read, attempt.topic) == Permission::allowed;
}

/// Whether the broker's queue for it may be full, so that messages may be lost.
bool DeliveryLaw::full(const DeliveryReader& reader) {
    const Connection* connection = book_.find(reader.connection);
    const std::size_t sent = connection == nullptr ? 0 : connection->unacknowledged.size();
    return reader.owed.size() + sent >= queue_limit_;
}

/// Until when the broker has to deliver it, for ever if it does not expire; nothing where that
/// cannot be told. A broker may round to whole seconds; one whose clock was put forward may see a
/// message expire at any time.
std::optional<Instant> DeliveryLaw::good_until(const Attempt& attempt) const {
    if (!attempt.expiry) return Instant::max();
    if (!traits_.delay_window || !calm_.ever_since(attempt.at)) return std::nullopt;
    constexpr Duration rounding = 1s;
    return attempt.at + traits_.delay_window(*attempt.expiry).from - rounding;
}

/// What a session may have lost by now was no debt in the end.
void DeliveryLaw::forget_expired(DeliveryReader& reader, Instant now) {
    while (!reader.owed.empty() && reader.owed.front().good_until <= now) {
        reader.tallies[reader.owed.front().key].expired = true;
        reader.owed.pop_front();
    }
}

void DeliveryLaw::owe_to(DeliveryReader& reader, const Attempt& attempt, Instant now) {
    const auto until = good_until(attempt);
    if (!until || *until <= now) return;
    DeliveryReader::Tally& tally = reader.tallies[attempt.key];
    ++tally.owed;
    reader.owed.push_back({attempt.key, tally.owed, attempt.size, attempt.event, now, *until,
                           reader.connection == 0});
    const Connection* connection = book_.find(reader.connection);
    settle_met(reader, connection == nullptr ? mqtt::Version::v3_1_1 : connection->connect.version);
    if (!reader.owed.empty()) watch(reader, now + traits_.promptness);
}

void DeliveryLaw::settle_met(DeliveryReader& reader, mqtt::Version version) {
    while (!reader.owed.empty()) {
        const DeliveryReader::Owed first = reader.owed.front();
        const DeliveryReader::Tally& tally = reader.tallies[first.key];
        if (!tally.met(first.need)) return;
        reader.owed.pop_front();
        if (tally.got < first.need) continue;
        rules_.held(first.away ? DeliveryRule::kept_for_later : DeliveryRule::delivered, version);
        counts_.recovered += first.away ? 1 : 0;
    }
}

void DeliveryLaw::judge(bool obeyed, DeliveryRule rule, const Connection& connection,
                        const std::string& text, const sim::Event& event, std::uint64_t cause) {
    const mqtt::Version version = connection.connect.version;
    if (obeyed) return rules_.held(rule, version);
    rules_.violated(rule, version, connection.name() + ' ' + text, event.at,
                    {cause != 0 ? cause : connection.connect_event, event.number});
}

std::vector<LawFinding> DeliveryLaw::finish(Instant end) {
    run_before(end);
    return rules_.all();
}

}  // namespace breakwire::scenarios
