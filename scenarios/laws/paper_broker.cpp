#include "scenarios/laws/paper_broker.hpp"

#include <algorithm>

#include "scenarios/laws/will_window.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;
using sim::BrokerState;

namespace {

constexpr Duration all_of_it = 180s;

std::uint32_t number_of(const mqtt::Properties& properties, PropertyId id) {
    return properties.get<std::uint32_t>(id).value_or(0);
}

bool outlives(const mqtt::Connect& connect) {
    if (connect.version == Version::v3_1_1) return !connect.clean_start;
    return number_of(connect.properties, PropertyId::session_expiry_interval) > 0;
}

WillTerms terms_of(const mqtt::Connect& connect) {
    WillTerms terms{connect.version, Duration{}, std::nullopt};
    if (connect.version == Version::v3_1_1) return terms;
    terms.session_expiry =
        std::chrono::seconds(number_of(connect.properties, PropertyId::session_expiry_interval));
    if (connect.will) {
        terms.delay = std::chrono::seconds(
            number_of(connect.will->properties, PropertyId::will_delay_interval));
    }
    return terms;
}

mqtt::Publish message_of(const mqtt::Will& will) {
    mqtt::Publish message;
    message.topic = will.topic;
    message.payload = will.payload;
    message.qos = will.qos;
    message.retain = will.retain;
    return message;
}

void identify(mqtt::Publish& copy, std::uint32_t identifier) {
    if (identifier != 0) copy.properties.add(PropertyId::subscription_identifier, identifier);
}

}  // namespace

PaperBroker::PaperBroker(std::uint64_t seed)
    : version_(seed % 2 == 0 ? Version::v3_1_1 : Version::v5_0),
      history_(version_),
      context_(History::context()),
      random_(seed) {
    waits_for_release_ = chance(50);
    if (chance(50)) make_rules();
}

void PaperBroker::at(Instant when, Action action) { agenda_.emplace(when, std::move(action)); }

void PaperBroker::broker_at(Instant when, Action action) {
    at(when, [this, life = life_, action = std::move(action)] {
        if (life == life_) action();
    });
}

void PaperBroker::processed(Action action) {
    if (paused_) {
        held_.push_back(std::move(action));
    } else {
        action();
    }
}

void PaperBroker::run() {
    history_.broker(BrokerState::starting).broker(BrokerState::ready);
    client_acts();
    at(Instant{} + 20s + upto(120s), [this] { misfortune(); });
    while (!agenda_.empty()) {
        const Instant when = agenda_.begin()->first;
        const Action action = std::move(agenda_.begin()->second);
        agenda_.erase(agenda_.begin());
        if (when > Instant{} + all_of_it) break;
        history_.wait(when - now());
        action();
    }
}

std::vector<sim::ConnectionId> PaperBroker::living() const {
    std::vector<sim::ConnectionId> ids;
    for (const auto& [id, link] : links_) {
        if (link.open && link.read) ids.push_back(id);
    }
    return ids;
}

void PaperBroker::up(sim::ConnectionId id, mqtt::Packet packet, Action then) {
    history_.up(id, std::move(packet));
    processed([this, id, life = life_, then = std::move(then)] {
        if (life != life_ || !links_[id].open) return;
        links_[id].last = now();
        watch_keep_alive(id);
        then();
    });
}

void PaperBroker::accept(sim::ConnectionId id) {
    Link& link = links_[id];
    link.read = true;
    for (const sim::ConnectionId old : living()) {
        if (old != id && links_[old].client == link.client) take_over(old, link.connect);
    }
    settle_delayed(link.client, link.connect);
    mqtt::Connack connack;
    Session& session = open_session(id, connack.session_present);
    send(id, connack);
    repeat(id, session);
    const auto waiting = std::exchange(session.queue, {});
    for (const auto& [copy, will] : waiting) deliver(link.client, session, copy, will);
}

PaperBroker::Session& PaperBroker::open_session(sim::ConnectionId id, bool& present) {
    const Link& link = links_[id];
    present = !link.connect.clean_start && sessions_.contains(link.client);
    if (!present) sessions_[link.client] = Session{};
    Session& session = sessions_[link.client];
    session.link = session.last = id;
    session.keeps = outlives(link.connect);
    return session;
}

void PaperBroker::take_over(sim::ConnectionId old, const mqtt::Connect& rival) {
    const Takeover what = will_at_takeover(terms_of(links_[old].connect), rival);
    const bool out = what == Takeover::publish || (what == Takeover::free && chance(50));
    if (out && links_[old].connect.will) publish_will(links_[old]);
    say_farewell(old, 0x8E);
    drop(old, true, false);
}

void PaperBroker::settle_delayed(const std::string& client, const mqtt::Connect& rival) {
    const auto it = delayed_.find(client);
    if (it == delayed_.end()) return;
    const Link old = it->second;
    delayed_.erase(it);
    const Takeover what = will_at_takeover(terms_of(old.connect), rival);
    if (what == Takeover::free && chance(50)) publish_will(old);
}

void PaperBroker::watch_keep_alive(sim::ConnectionId id) {
    const Link& link = links_[id];
    if (link.connect.keep_alive == 0) return;
    const Duration limit = Duration(std::chrono::seconds(link.connect.keep_alive)) * 3 / 2;
    const Instant last = link.last;
    broker_at(last + limit + upto(5s), [this, id, last, life = life_] {
        processed([this, id, last, life] {
            const bool silent = life == life_ && links_[id].open && links_[id].last == last;
            if (silent) drop(id, true, true);
        });
    });
}

void PaperBroker::grant(sim::ConnectionId id, const mqtt::Subscribe& packet) {
    const std::string& client = links_[id].client;
    const mqtt::Subscription& wanted = packet.subscriptions.front();
    const TopicFilter filter = *TopicFilter::parse(wanted.filter);
    auto& subscriptions = sessions_[client].subscriptions;
    const bool fresh = !subscriptions.contains(wanted.filter);
    const Subscribed subscribed{wanted, filter,
                                number_of(packet.properties, PropertyId::subscription_identifier)};
    subscriptions[wanted.filter] = subscribed;
    mqtt::Suback suback;
    suback.packet_id = packet.packet_id;
    suback.reasons = {static_cast<std::uint8_t>(wanted.qos)};
    send(id, suback);
    if (filter.is_shared()) return;
    const bool brings = wanted.retain_handling == 0 || (wanted.retain_handling == 1 && fresh);
    if (brings) replay(client, subscribed);
}

void PaperBroker::replay(const std::string& client, const Subscribed& subscribed) {
    for (const auto& [topic, stored] : retained_) {
        if (!subscribed.filter.matches(topic) || !allowed(Access::read, client, topic)) continue;
        mqtt::Publish copy = stored;
        copy.retain = true;
        copy.qos = std::min(copy.qos, subscribed.options.qos);
        identify(copy, subscribed.identifier);
        deliver(client, sessions_[client], copy, false);
    }
}

void PaperBroker::release(sim::ConnectionId id, const mqtt::Unsubscribe& packet) {
    sessions_[links_[id].client].subscriptions.erase(packet.filters.front());
    mqtt::Unsuback unsuback;
    unsuback.packet_id = packet.packet_id;
    if (version_ == Version::v5_0) unsuback.reasons = {0};
    send(id, unsuback);
}

bool PaperBroker::allowed(Access access, const std::string& client,
                          const std::string& topic) const {
    return may(context_.broker.acl, access, client, client, topic);
}

void PaperBroker::spread(const mqtt::Publish& message, const std::string& author, bool will) {
    if (!allowed(Access::write, author, message.topic)) return;
    if (message.retain && message.payload.empty()) {
        retained_.erase(message.topic);
    } else if (message.retain) {
        retained_[message.topic] = message;
    }
    for (auto& [client, _] : sessions_) {
        if (allowed(Access::read, client, message.topic)) spread_to(client, message, author, will);
    }
    share(message, will);
}

/// One member of each shared subscription that matches, whoever is there or not.
void PaperBroker::share(const mqtt::Publish& message, bool will) {
    std::map<std::string, std::vector<std::string>> groups;
    for (const auto& [client, session] : sessions_) {
        for (const auto& [name, subscribed] : session.subscriptions) {
            const bool its = subscribed.filter.is_shared() &&
                             subscribed.filter.matches(message.topic) &&
                             allowed(Access::read, client, message.topic);
            if (its) groups[name].push_back(client);
        }
    }
    for (const auto& [name, members] : groups) {
        const std::string& chosen = members[draw(members.size())];
        const Subscribed& subscribed = sessions_[chosen].subscriptions.at(name);
        mqtt::Publish copy = message;
        copy.qos = std::min(message.qos, subscribed.options.qos);
        copy.retain = message.retain && subscribed.options.retain_as_published;
        identify(copy, subscribed.identifier);
        deliver(chosen, sessions_[chosen], copy, will);
    }
}

/// A copy for each subscription that matches, or one for all of them.
void PaperBroker::spread_to(const std::string& client, const mqtt::Publish& message,
                            const std::string& author, bool will) {
    Session& session = sessions_[client];
    const bool each_its_own = chance(30);
    std::optional<mqtt::Publish> one;
    mqtt::Publish named;
    for (const auto& [_, subscribed] : session.subscriptions) {
        if (subscribed.filter.is_shared() || !subscribed.filter.matches(message.topic)) continue;
        if (subscribed.options.no_local && client == author) continue;
        mqtt::Publish copy = message;
        copy.qos = std::min(message.qos, subscribed.options.qos);
        copy.retain = message.retain && subscribed.options.retain_as_published;
        identify(named, subscribed.identifier);
        if (!one || one->qos < copy.qos) one = copy;
        identify(copy, subscribed.identifier);
        if (each_its_own) deliver(client, session, copy, will);
    }
    if (!one || each_its_own) return;
    for (const mqtt::Property& each : named.properties) one->properties.add(each.id, each.value);
    deliver(client, session, *one, will);
}

void PaperBroker::drop(sim::ConnectionId id, bool hang_up, bool with_will) {
    Link& link = links_[id];
    if (!link.open) return;
    link.open = false;
    leave_session(id);
    if (with_will) leave_will(id);
    if (!hang_up) return;
    link.last_down = std::max(link.last_down, now() + upto(latency));
    broker_at(link.last_down, [this, id] { history_.close(id); });
}

void PaperBroker::leave_session(sim::ConnectionId id) {
    const Link& link = links_[id];
    const auto it = sessions_.find(link.client);
    if (it == sessions_.end() || it->second.link != id) return;
    it->second.link = 0;
    if (!it->second.keeps) {
        sessions_.erase(it);
        return;
    }
    const auto expiry = terms_of(link.connect).session_expiry;
    if (!expiry) return;
    const Window window = context_.traits.delay_window(*expiry);
    broker_at(now() + window.from + upto(window.to - window.from),
              [this, id, client = link.client] {
                  const auto then = sessions_.find(client);
                  const bool same = then != sessions_.end() && then->second.last == id;
                  if (same && then->second.link == 0) sessions_.erase(then);
              });
}

void PaperBroker::leave_will(sim::ConnectionId id) {
    const Link link = links_[id];
    if (!link.connect.will) return;
    const auto after = will_due_after_close(terms_of(link.connect), context_.traits);
    if (after->to == Duration{}) {
        broker_at(now() + upto(latency), [this, link] { publish_will(link); });
        return;
    }
    delayed_[link.client] = link;
    const Instant closed = now();
    broker_at(closed + after->from + upto(after->to - after->from), [this, link, closed] {
        const auto it = delayed_.find(link.client);
        if (it == delayed_.end() || it->second.last != link.last) return;
        publish_will(link);
        delayed_.erase(link.client);
    });
}

void PaperBroker::publish_will(const Link& link) {
    spread(message_of(*link.connect.will), link.client, true);
}

void PaperBroker::misfortune() {
    switch (draw(4)) {
        case 0:
            pause();
            break;
        case 1:
            die(false);
            break;
        case 2:
            die(true);
            break;
        default:
            break;
    }
}

void PaperBroker::pause() {
    history_.broker(BrokerState::paused);
    paused_ = true;
    at(now() + upto(20s), [this] {
        history_.broker(BrokerState::resumed);
        paused_ = false;
        for (const Action& action : std::exchange(held_, {})) action();
    });
}

void PaperBroker::die(bool gracefully) {
    if (gracefully) {
        history_.broker(BrokerState::stopping);
        for (const sim::ConnectionId id : living()) {
            if (links_[id].connect.will && chance(80)) publish_will(links_[id]);
        }
    }
    at(now() + 2 * latency, [this, gracefully] {
        ++life_;
        down_ = true;
        std::vector<Link> orphans;
        for (auto& [id, link] : links_) {
            if (!link.open) continue;
            link.open = false;
            if (link.connect.will) orphans.push_back(link);
            history_.close(id);
        }
        history_.broker(gracefully ? BrokerState::exited : BrokerState::crashed);
        delayed_.clear();
        const bool saved = chance(50);
        if (!saved) sessions_.clear();
        std::erase_if(sessions_, [](const auto& each) { return !each.second.keeps; });
        for (auto& [_, session] : sessions_) session.link = 0;
        at(now() + 1s, [this, saved, orphans] {
            down_ = false;
            history_.broker(BrokerState::ready);
            for (const Link& link : orphans) {
                if (saved) publish_will(link);
            }
        });
    });
}

}  // namespace breakwire::scenarios
