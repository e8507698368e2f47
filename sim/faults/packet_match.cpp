#include "sim/faults/packet_match.hpp"

#include <algorithm>

namespace breakwire::sim {

namespace {

void refuse_zero(const Places& at, const char* key, const std::optional<std::uint64_t>& value) {
    if (value && *value == 0) at.fail(key, "counts from 1");
}

}  // namespace

Fields<PacketMatch> PacketMatch::fields() {
    return add_fields<PacketMatch>(
               Fields<PacketMatch>("match", "which packets; every key that is given has to agree"))
        .optional("is_will", &PacketMatch::is_will_,
                  "of a publish: whether a connect has announced it as its will")
        .optional("after_packet", &PacketMatch::after_packet_,
                  "only behind a packet that fits this, on the same connection")
        .optional("after", &PacketMatch::after_, "from so long after the fault began")
        .optional("within", &PacketMatch::within_, "before so long after the fault began")
        .optional("since", &PacketMatch::since_, "what after and within start from")
        .optional("nth", &PacketMatch::nth_, "the Nth that fits, on each connection")
        .optional("every", &PacketMatch::every_, "every Nth that fits, on each connection")
        .optional("per", &PacketMatch::per_, "what nth and every count over")
        .optional("probability", &PacketMatch::probability_,
                  "each of these is taken with this probability, above 0 and up to 1")
        .optional("times", &PacketMatch::times_, "at most so many, on all connections together");
}

void PacketMatch::validate(const Places& at) const {
    PacketCriteria::validate(at);
    refuse_zero(at, "nth", nth_);
    refuse_zero(at, "every", every_);
    refuse_zero(at, "times", times_);
    if (nth_ && every_) at.fail("every", "cannot go with nth");
    if (at.has("per") && !nth_ && !every_) at.fail("per", "needs nth or every");
    if (at.has("since") && !after_ && !within_) at.fail("since", "needs after or within");
    const auto& kinds = types();
    if (is_will_ && !kinds.empty() && std::ranges::count(kinds, mqtt::PacketType::publish) == 0) {
        at.fail("is_will", "is of a publish, and type leaves that out");
    }
    if (within_ && *within_ <= after_.value_or(Duration{})) {
        at.fail("within", after_ ? "is over before after begins" : "is over at once");
    }
    if (probability_ && !(*probability_ > 0 && *probability_ <= 1)) {
        at.fail("probability", "is above 0 and at most 1");
    }
}

bool PacketMatch::take(const PacketInFlight& packet, const Luck& luck, std::uint64_t ordinal) {
    const PacketSeen& seen = packet.seen();
    follow_session(packet);
    learn_will(seen);
    const bool open = !after_packet_ || opened_.contains(seen.connection);
    if (after_packet_ && after_packet_->fits(seen, packet.facts())) opened_.insert(seen.connection);
    if (!open || !fits(seen, packet.facts()) || !fits_will(seen) || !in_time(packet)) return false;
    if (!counts_to(++fitting_[counter_of(packet)])) return false;
    if (probability_ && luck.unit("match", ordinal) >= *probability_) return false;
    if (times_ && taken_ == *times_) return false;
    ++taken_;
    return true;
}

bool PacketMatch::in_time(const PacketInFlight& packet) const {
    const Duration age =
        since_ == TimeFrom::fault ? packet.since_fault_began() : packet.since_opened();
    return (!after_ || age >= *after_) && (!within_ || age < *within_);
}

void PacketMatch::learn_will(const PacketSeen& seen) {
    const auto* connect = is_will_ ? seen.as<mqtt::Connect>() : nullptr;
    if (connect != nullptr && connect->will) {
        wills_.emplace(connect->will->topic, connect->will->payload);
    }
}

bool PacketMatch::fits_will(const PacketSeen& seen) const {
    if (!is_will_) return true;
    const auto* publish = seen.as<mqtt::Publish>();
    return publish != nullptr && *is_will_ == wills_.contains({publish->topic, publish->payload});
}

bool PacketMatch::counts_to(std::uint64_t count) const {
    if (nth_) return count == *nth_;
    return !every_ || count % *every_ == 0;
}

std::uint64_t PacketMatch::counter_of(const PacketInFlight& packet) {
    if (per_ == CountOver::fault) return 0;
    if (per_ == CountOver::connection) return packet.seen().connection;
    const std::string& client = packet.facts().client_id;
    if (per_ == CountOver::client)
        return clients_.emplace(client, clients_.size() + 1).first->second;
    return sessions_[client].number;
}

/// Connections are numbered as they are dialled, so packets of an older one, which a newer has
/// taken over, change nothing.
void PacketMatch::follow_session(const PacketInFlight& packet) {
    if (per_ != CountOver::session) return;
    Session& session = sessions_[packet.facts().client_id];
    if (packet.seen().connection <= session.connection) return;
    session.connection = packet.seen().connection;
    const bool clean = packet.facts().clean;
    if (clean || session.ends_with_it || session.number == 0) session.number = ++session_count_;
    session.ends_with_it = clean && packet.seen().version == mqtt::Version::v3_1_1;
}

}  // namespace breakwire::sim
