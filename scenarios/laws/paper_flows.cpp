// How a paper broker and its clients exchange messages: deliveries, acknowledgements, repetitions.
#include <algorithm>

#include "scenarios/laws/paper_broker.hpp"

namespace breakwire::scenarios {

using mqtt::Qos;
using mqtt::Version;

void PaperBroker::deliver(const std::string& client, Session& session, mqtt::Publish copy,
                          bool will) {
    if (session.link == 0) {
        if (session.keeps && copy.qos != Qos::at_most_once) session.queue.emplace_back(copy, will);
        return;
    }
    if (!count_down(copy)) return;
    const bool twice = copy.qos == Qos::at_least_once && chance(5);
    for (int i = 0; i < (twice ? 2 : 1); ++i) {
        if (copy.qos != Qos::at_most_once) {
            copy.packet_id = packet_id_++;
            sessions_[client].unacknowledged[copy.packet_id] = copy;
            sessions_[client].order.push_back(copy.packet_id);
        }
        send(session.link, copy, will);
        acknowledge(session.link, copy);
    }
}

/// What is left of its expiry interval is told in whole seconds; false if it has expired.
bool PaperBroker::count_down(mqtt::Publish& copy) {
    constexpr auto expiry = mqtt::PropertyId::message_expiry_interval;
    const auto interval = copy.properties.get<std::uint32_t>(expiry);
    const auto born = born_.find({copy.topic, copy.payload});
    if (!interval || born == born_.end()) return true;
    const auto waited = std::chrono::floor<std::chrono::seconds>(now() - born->second);
    if (waited >= std::chrono::seconds(*interval)) return false;
    copy.properties.remove(expiry);
    copy.properties.add(expiry, *interval - static_cast<std::uint32_t>(waited.count()));
    return true;
}

/// What a resumed session has not finished goes out again, in its order, under its ids.
void PaperBroker::repeat(sim::ConnectionId id, Session& session) {
    const auto unfinished = [&](std::uint16_t each) {
        return session.unacknowledged.contains(each);
    };
    std::vector<std::uint16_t> order;
    std::copy_if(session.order.begin(), session.order.end(), std::back_inserter(order), unfinished);
    session.order = order;
    for (const std::uint16_t packet_id : order) {
        mqtt::Publish repeated = session.unacknowledged[packet_id];
        repeated.dup = true;
        if (session.released.contains(packet_id)) {
            send(id, mqtt::Pubrel{packet_id});
            finish(id, packet_id);
        } else {
            send(id, repeated);
            acknowledge(id, repeated);
        }
    }
}

/// The client answers what it has just got, unless it is gone or mute by then.
void PaperBroker::reply(sim::ConnectionId id, mqtt::Packet packet, Action then) {
    at(links_[id].last_down + 1ms,
       [this, id, packet = std::move(packet), then = std::move(then)]() mutable {
           const Link& link = links_[id];
           if (!link.open || link.mute) return;
           up(id, std::move(packet), std::move(then));
       });
}

void PaperBroker::acknowledge(sim::ConnectionId id, const mqtt::Publish& copy) {
    const std::uint16_t packet_id = copy.packet_id;
    if (copy.qos == Qos::at_least_once) {
        reply(id, mqtt::Puback{packet_id}, [this, id, packet_id] {
            sessions_[links_[id].client].unacknowledged.erase(packet_id);
        });
    } else if (copy.qos == Qos::exactly_once) {
        reply(id, mqtt::Pubrec{packet_id}, [this, id, packet_id] {
            sessions_[links_[id].client].released.insert(packet_id);
            send(id, mqtt::Pubrel{packet_id});
            finish(id, packet_id);
        });
    }
}

void PaperBroker::finish(sim::ConnectionId id, std::uint16_t packet_id) {
    reply(id, mqtt::Pubcomp{packet_id}, [this, id, packet_id] {
        Session& session = sessions_[links_[id].client];
        session.unacknowledged.erase(packet_id);
        session.released.erase(packet_id);
    });
}

/// What 5.0 lets a message carry along.
void PaperBroker::dress(mqtt::Publish& message) {
    using mqtt::PropertyId;
    if (chance(30)) message.properties.add(PropertyId::message_expiry_interval, 1 + draw(15));
    if (chance(30)) message.properties.add(PropertyId::content_type, std::string("text/plain"));
    if (chance(20)) message.properties.add(PropertyId::payload_format_indicator, 1);
    if (chance(20)) message.properties.add(PropertyId::response_topic, std::string("p/reply"));
    if (chance(20)) message.properties.add(PropertyId::correlation_data, to_bytes("7"));
    for (std::uint64_t i = draw(4); i > 0; --i) {
        message.properties.add(PropertyId::user_property,
                               mqtt::StringPair{"key", std::to_string(draw(3))});
    }
}

void PaperBroker::publish(sim::ConnectionId id) {
    mqtt::Publish message;
    const bool like_a_will = chance(5);
    message.topic = (like_a_will ? "w/" : "p/") + std::to_string(draw(5));
    message.payload = to_bytes(like_a_will ? "gone" : std::to_string(draw(1'000'000)));
    message.retain = chance(20);
    if (message.retain && chance(30)) message.payload.clear();
    message.qos = static_cast<Qos>(draw(3));
    if (message.qos != Qos::at_most_once) message.packet_id = packet_id_++;
    if (version_ == Version::v5_0 && !like_a_will) dress(message);
    born_[{message.topic, message.payload}] = now();
    up(id, message, [this, id, message] { published(id, message); });
}

/// A broker passes messages at QoS 2 on when it gets them, or once they are released: all of them
/// in the same way, for the sake of their order.
void PaperBroker::published(sim::ConnectionId id, const mqtt::Publish& message) {
    const bool at_release = message.qos == Qos::exactly_once && waits_for_release_;
    if (!at_release) spread(message, links_[id].client, false);
    if (message.qos == Qos::at_least_once) {
        send(id, mqtt::Puback{message.packet_id});
    } else if (message.qos == Qos::exactly_once) {
        send(id, mqtt::Pubrec{message.packet_id});
        reply(id, mqtt::Pubrel{message.packet_id}, [this, id, message, at_release] {
            if (at_release) spread(message, links_[id].client, false);
            send(id, mqtt::Pubcomp{message.packet_id});
        });
    }
}

void PaperBroker::say_farewell(sim::ConnectionId id, std::uint8_t reason) {
    if (version_ != Version::v5_0) return;
    mqtt::Disconnect packet;
    packet.reason = reason;
    send(id, packet);
}

void PaperBroker::send(sim::ConnectionId id, mqtt::Packet packet, bool from_will) {
    Link& link = links_[id];
    link.last_down = std::max(link.last_down, now() + upto(latency));
    broker_at(link.last_down, [this, id, from_will, packet = std::move(packet)] {
        Link& receiver = links_[id];
        receiver.deaf = receiver.deaf || (receiver.hung_up && chance(50));
        if (receiver.deaf) return;
        if (from_will) will_deliveries_.push_back(history_.events().size());
        history_.down(id, packet);
    });
}

}  // namespace breakwire::scenarios
