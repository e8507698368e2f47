#include "scenarios/laws/will_causes.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

using sim::Direction;
using sim::Transport;

namespace {

void open_from(WillRecord& will, Instant from) {
    will.may_from = will.may_from ? std::min(*will.may_from, from) : from;
}

std::string text(Instant at) { return to_seconds_text(at.time_since_epoch()); }

}  // namespace

void WillCauses::packet_up(const sim::PacketSeen& seen, Connection& connection,
                           const sim::Event& event) {
    if (connection.connect_event == event.number) {
        greeted(connection, event);
        return;
    }
    const Will will = case_.ledger.of(connection.id);
    if (!will) return;
    broke_silence(*will);
    if (const auto* disconnect = seen.as<mqtt::Disconnect>()) {
        disconnected(will, connection, *disconnect, event);
    } else if (seen.packet == nullptr || seen.as<mqtt::Connect>() != nullptr) {
        disturbed(*will, event.at);
    }
}

void WillCauses::greeted(const Connection& connection, const sim::Event& event) {
    if (connection.connect.will) {
        const Will will = case_.ledger.offer(connection);
        will->cause = "connection alive";
        will->cause_event = event.number;
    }
    rival_asked(connection);
}

void WillCauses::packet_down(const sim::PacketSeen& seen, const Connection& connection,
                             const sim::Event& event) {
    if (seen.as<mqtt::Connack>() != nullptr) {
        answered(connection, event);
    } else if (seen.as<mqtt::Disconnect>() != nullptr) {
        const Will will = case_.ledger.of(connection.id);
        if (will) disturbed(*will, event.at - case_.traits.promptness);
    }
}

void WillCauses::answered(const Connection& connection, const sim::Event& event) {
    const Will will = case_.ledger.of(connection.id);
    if (connection.refused) {
        if (will) case_.ledger.decide(*will, WillEnd::refused, event.number, event.at);
        for (const Will& each : rivalled_by(connection)) {
            each->rival = 0;
            each->taken_over = false;
        }
        return;
    }
    if (will) {
        will->accepted = true;
        case_.ledger.accept(*will, connection);
        if (const auto window = silence_window(connection.keep_alive, case_.traits)) {
            watch_silence(will, connection.last_up + window->from);
        }
    }
    rival_accepted(connection, event);
}

void WillCauses::disconnected(const Will& will, const Connection& connection,
                              const mqtt::Disconnect& disconnect, const sim::Event& event) {
    if (will->closed || will->cancelled) return;
    will->terms = will_terms(connection);
    if (connection.v5() && revives_session(connection.connect, disconnect)) {
        disturbed(*will, event.at);
        will->doubtful = true;
    } else if (connection.v5() && disconnect.reason != 0) {
        will->despite_disconnect = true;
        disturbed(*will, event.at);
    } else if (will->open(event.at) || paused_) {
        // The broker may have given the connection up before it reads this.
        will->doubtful = true;
    } else {
        cancel(will, event);
    }
}

void WillCauses::cancel(const Will& will, const sim::Event& event) {
    will->cancelled = true;
    will->may_from.reset();
    will->cause = "DISCONNECT at " + text(event.at);
    will->cause_event = event.number;
    const Instant when = event.at + case_.traits.promptness;
    expect_quiet(will->key, will_sentences::cancelled(will->terms.version), when);
    case_.agenda.add(when, [this, will, when] {
        const bool undecided = case_.ledger.of(will->connection) == will;
        if (!undecided || !will->cancelled) return;
        case_.ledger.decide(*will, WillEnd::cancelled, will->cause_event, when);
    });
}

void WillCauses::disturbed(WillRecord& will, Instant from) {
    if (will.cancelled) return;
    will.disturbed = true;
    const auto delay = will_due_after_close(will.terms, case_.traits);
    open_from(will, from + (delay ? delay->from : Duration{}));
}

void WillCauses::stray_bytes(const sim::BytesSeen& seen, Instant now) {
    if (seen.tap != sim::Tap::broker || seen.direction != Direction::up) return;
    const Will will = case_.ledger.of(seen.connection);
    if (will) disturbed(*will, now);
}

void WillCauses::transport(const sim::ConnectionSeen& seen, const Connection& connection,
                           const sim::Event& event) {
    const Will will = case_.ledger.of(connection.id);
    if (!connection.connect.will) ended_without_will(connection, event.at);
    if (!will) return;
    const bool by_broker = seen.direction == Direction::down;
    switch (seen.what) {
        case Transport::fin:
            closed(will, by_broker, by_broker ? "FIN of the broker" : "FIN", event);
            break;
        case Transport::rst:
            if (will->cancelled && !by_broker) {
                reset_after_disconnect(will, event.at);
            } else {
                closed(will, by_broker, by_broker ? "RST of the broker" : "RST", event);
            }
            break;
        case Transport::timed_out:
            will->doubtful = true;
            closed(will, by_broker, "connection timed out", event);
            break;
        case Transport::dialing:
        case Transport::established:
        case Transport::refused:
        case Transport::vanished:  // the broker hears nothing: that is silence
            break;
    }
}

void WillCauses::ended_without_will(const Connection& connection, Instant now) {
    if (connection.v5() || !connection.gone || !connection.identity.client_id) return;
    const Account* former = case_.ledger.former_of(*connection.identity.client_id);
    if (former == nullptr || !former->wills.empty()) return;
    expect_quiet(former->key, will_sentences::without_flag, now + 2 * case_.traits.promptness);
}

void WillCauses::closed(const Will& will, bool by_broker, const std::string& cause,
                        const sim::Event& event) {
    if (will->closed || will->cancelled) return;
    will->closed = true;
    const bool taken_over = by_broker && will->taken_over;
    will->cause = (taken_over ? "session taken over, " : "") + cause + " at " + text(event.at);
    will->cause_event = event.number;
    const Duration prompt = case_.traits.promptness;
    const auto delay = will_due_after_close(will->terms, case_.traits);
    // What the broker sends to two clients reaches their taps in any order.
    const Instant earliest = by_broker ? event.at - prompt : event.at;
    open_from(*will, earliest + (delay ? delay->from : Duration{}));
    if (!delay || !will->accepted || paused_) will->doubtful = true;
    const Instant due = event.at + (delay ? delay->to : Duration{}) + prompt;
    settle_at(will, will->due_by ? std::min(*will->due_by, due) : due);
}

void WillCauses::reset_after_disconnect(const Will& will, Instant now) {
    // A reset throws away what the broker has not read yet; that may be the DISCONNECT.
    will->cancelled = false;
    will->doubtful = true;
    disturbed(*will, now);
    const auto delay = will_due_after_close(will->terms, case_.traits);
    settle_at(will, now + (delay ? delay->to : Duration{}) + case_.traits.promptness);
}

std::vector<WillCauses::Will> WillCauses::rivalled_by(const Connection& rival) const {
    if (!rival.identity.client_id) return {};
    std::vector<Will> wills = case_.ledger.undecided_of(*rival.identity.client_id);
    std::erase_if(
        wills, [&](const Will& will) { return will->connection == rival.id || will->cancelled; });
    return wills;
}

void WillCauses::rival_asked(const Connection& rival) {
    for (const Will& will : rivalled_by(rival)) {
        if (!will->closed) will->taken_over = goes_on(will->terms, rival.connect);
        const Takeover takeover = will_at_takeover(will->terms, rival.connect);
        if (takeover == Takeover::withhold) will->rival = rival.id;
        const bool free = takeover == Takeover::free;
        if (free) will->doubtful = true;
        if (free || (takeover == Takeover::publish && !will->closed)) {
            will->disturbed = true;
            open_from(*will, rival.connect_at);
        }
    }
}

void WillCauses::rival_accepted(const Connection& rival, const sim::Event& event) {
    for (const Will& will : rivalled_by(rival)) {
        if (will_at_takeover(will->terms, rival.connect) != Takeover::withhold) continue;
        if (rival.crossed || !will->accepted) will->doubtful = true;
        // Published already, or about to be when the rival came: then the matter is closed.
        if (will->doubtful || will->open(event.at)) {
            will->doubtful = true;
            open_from(*will, rival.connect_at);
        } else {
            const auto delay = will_due_after_close(will->terms, case_.traits);
            withdraw(will, event, event.at + (delay ? delay->to : Duration{}));
        }
    }
}

void WillCauses::withdraw(const Will& will, const sim::Event& event, Instant would_be_out) {
    expect_quiet(will->key, will_sentences::withheld, would_be_out + case_.traits.promptness);
    case_.ledger.decide(*will, WillEnd::withdrawn, event.number, event.at);
}

void WillCauses::watch_silence(const Will& will, Instant when) {
    case_.agenda.add(when, [this, will, when] { look_for_silence(will, when); });
}

void WillCauses::look_for_silence(const Will& will, Instant now) {
    const Connection* connection = case_.book.find(will->connection);
    const bool decided = case_.ledger.of(will->connection) != will;
    if (decided || will->closed || will->cancelled || connection == nullptr) return;
    const auto window = silence_window(connection->keep_alive, case_.traits);
    if (!window) return;
    const Instant base = std::max(connection->last_up, resumed_at_.value_or(Instant{}));
    if (paused_ || base + window->from > now) {
        watch_silence(will, std::max(base, now) + window->from);
        return;
    }
    const auto delay = will_due_after_close(will->terms, case_.traits);
    open_from(*will, base + window->from + (delay ? delay->from : Duration{}));
    will->silent_since = base;
    will->cause = "silent since " + text(base);
    if (!delay) will->doubtful = true;
    settle_at(will, base + window->to + (delay ? delay->to : Duration{}) + case_.traits.promptness);
}

void WillCauses::broke_silence(WillRecord& will) {
    if (!will.silent_since || will.closed) return;
    will.silent_since.reset();
    if (!will.disturbed) will.may_from.reset();
    will.due_by.reset();
    const Connection* connection = case_.book.find(will.connection);
    const auto window = silence_window(connection->keep_alive, case_.traits);
    watch_silence(case_.ledger.of(will.connection), connection->last_up + window->from);
}

void WillCauses::settle_at(const Will& will, Instant when) {
    will->due_by = when;
    case_.agenda.add(when, [this, will, when] {
        const bool undecided = case_.ledger.of(will->connection) == will;
        if (undecided && will->due_by == when) settle(will, when);
    });
}

void WillCauses::settle(const Will& will, Instant now) {
    const bool waking = resumed_at_ && now < *resumed_at_ + case_.traits.promptness;
    if (paused_ || waking) {
        will->doubtful = true;
        settle_at(will, now + case_.traits.promptness);
        return;
    }
    const Connection* connection = case_.book.find(will->connection);
    const bool trickling =
        !will->closed && connection != nullptr && connection->long_packet_under_way > 0;
    const bool unknown = will->doubtful || will->rival != 0 || trickling;
    debts_.settle(will, !unknown, now);
}

void WillCauses::expect_quiet(MessageKey key, const std::string& sentence, Instant when) {
    const std::uint64_t breaches = case_.ledger.account(key)->breaches;
    case_.agenda.add(when, [this, key, sentence, breaches] {
        const Account& account = *case_.ledger.account(key);
        const bool quiet = account.breaches == breaches;
        if (quiet && case_.watched(account.topic)) case_.findings.held(sentence);
    });
}

void WillCauses::broker(sim::BrokerState state, Instant now) {
    switch (state) {
        case sim::BrokerState::stopping:
            stopping(now);
            break;
        case sim::BrokerState::exited:
        case sim::BrokerState::crashed:
            case_.agenda.clear();
            case_.ledger.broker_died(now);
            paused_ = false;
            break;
        case sim::BrokerState::paused:
            paused(now);
            break;
        case sim::BrokerState::resumed:
            resumed(now);
            break;
        case sim::BrokerState::starting:
        case sim::BrokerState::ready:
        case sim::BrokerState::reloaded:
        case sim::BrokerState::saved:
            break;
    }
}

void WillCauses::stopping(Instant now) {
    // Some brokers publish the wills of their clients before they stop, some keep them.
    for (const Will& will : case_.ledger.undecided()) {
        if (will->cancelled) continue;
        will->doubtful = true;
        open_from(*will, now);
    }
}

void WillCauses::resumed(Instant now) {
    paused_ = false;
    resumed_at_ = now;
    // For the broker it all happens only now.
    for (const Will& will : case_.ledger.undecided()) {
        if (!will->due_by) continue;
        const auto delay = will_due_after_close(will->terms, case_.traits);
        const Instant due = now + (delay ? delay->to : Duration{}) + case_.traits.promptness;
        settle_at(will, std::max(*will->due_by, due));
    }
}

void WillCauses::paused(Instant now) {
    paused_ = true;
    for (const Will& will : case_.ledger.undecided()) {
        if (will->may_from || will->cancelled) will->doubtful = true;
        if (!will->cancelled) continue;
        will->cancelled = false;  // not read yet, perhaps
        disturbed(*will, now);
        settle_at(will, now + case_.traits.promptness);
    }
}

}  // namespace breakwire::scenarios
