// What the clients of a paper broker do; the broker itself is in paper_broker.cpp.
#include <algorithm>

#include "scenarios/laws/paper_broker.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;
using mqtt::Qos;
using mqtt::Version;

void PaperBroker::make_rules() {
    const auto add = [this](const std::string& user, Access access, const std::string& filter) {
        context_.broker.acl.push_back({user, access, {*TopicFilter::parse(filter)}});
    };
    for (int i = 0; i < 5; ++i) {
        const std::string user = "c" + std::to_string(i);
        if (chance(80)) add(user, Access::read, "w/#");
        if (chance(80)) add(user, Access::write, "w/" + std::to_string(i));
        if (chance(60)) add(user, Access::both, "p/#");
        if (chance(20)) add(user, Access::none, "w/0");
        add(user, Access::read, "q/" + std::to_string(i));
    }
}

void PaperBroker::client_acts() {
    const std::string client = "c" + std::to_string(draw(5));
    const auto alive = living();
    const auto mine = std::find_if(alive.begin(), alive.end(), [&](sim::ConnectionId id) {
        return links_[id].client == client && !links_[id].mute;
    });
    if (down_) {
        // Nobody listens.
    } else if (mine == alive.end() || chance(4)) {
        arrive(client);
    } else {
        act(*mine);
    }
    soon(900ms, [this] { client_acts(); });
}

mqtt::Connect PaperBroker::greeting(const std::string& client) {
    mqtt::Connect connect = history_.connect_packet(client);
    connect.clean_start = chance(60);
    connect.keep_alive = static_cast<std::uint16_t>(chance(60) ? 4 + draw(6) : 0);
    if (version_ == Version::v5_0 && chance(60)) {
        connect.properties.add(PropertyId::session_expiry_interval, 2 + draw(30));
    }
    if (chance(80)) {
        // Mostly one content for each way to will it, as devices do; sometimes the same for
        // several.
        const std::uint64_t qos = draw(3);
        const bool retain = chance(30);
        const std::string way = std::to_string(qos) + (retain ? "r" : "");
        const std::string payload = chance(20) ? "gone" : "gone" + way;
        connect.will =
            History::will("w/" + client.substr(1), payload, static_cast<Qos>(qos), retain);
        if (version_ == Version::v5_0 && chance(50)) {
            connect.will->properties.add(PropertyId::will_delay_interval, 1 + draw(12));
        }
    }
    return connect;
}

void PaperBroker::arrive(const std::string& client) {
    // Whoever connects while the broker hangs up on him cannot be told from one that is taken over.
    for (const auto& [_, link] : links_) {
        const bool under_way = link.open || link.last_down + latency > now();
        if (link.client == client && link.dismissed && under_way) return;
    }
    const sim::ConnectionId id = next_++;
    links_[id].client = client;
    links_[id].connect = greeting(client);
    up(id, links_[id].connect, [this, id] { accept(id); });
    ping(id);
}

void PaperBroker::ping(sim::ConnectionId id) {
    const Link& link = links_[id];
    if (link.connect.keep_alive == 0) return;
    at(now() + std::chrono::seconds(link.connect.keep_alive) * 3 / 4, [this, id] {
        if (!links_[id].open || links_[id].mute) return;
        up(id, mqtt::Pingreq{}, [this, id] { send(id, mqtt::Pingresp{}); });
        ping(id);
    });
}

void PaperBroker::act(sim::ConnectionId id) {
    switch (draw(5)) {
        case 0:
            leave(id);
            break;
        case 1:
        case 2:
            subscribe(id);
            break;
        default:
            publish(id);
    }
}

void PaperBroker::leave(sim::ConnectionId id) {
    Link& link = links_[id];
    switch (draw(7)) {
        case 0:
            link.mute = link.hung_up = true;
            history_.rst(id);
            lose(id, false);
            break;
        case 1:
            link.mute = link.hung_up = true;
            history_.fin(id);
            lose(id, false);
            break;
        case 2:
            link.mute = true;
            break;
        case 3:
            history_.malformed_up(id);
            links_[id].mute = true;  // what it says from now on is of no consequence
            if (chance(50))
                processed([this, id, life = life_] {
                    if (life == life_ && links_[id].open) say_farewell(id, 0x81);
                });
            lose(id, true);
            break;
        case 4:
            links_[id].dismissed = true;  // the broker hangs up of its own accord
            lose(id, true);
            break;
        case 5:
            say_goodbye(id, version_ == Version::v5_0);
            break;
        default:
            say_goodbye(id, false);
    }
}

void PaperBroker::lose(sim::ConnectionId id, bool hang_up) {
    processed([this, id, hang_up, life = life_] {
        if (life == life_) drop(id, hang_up, true);
    });
}

void PaperBroker::say_goodbye(sim::ConnectionId id, bool with_will) {
    mqtt::Disconnect packet;
    packet.reason = with_will ? 0x04 : 0x00;
    const bool hang_up = !with_will;
    up(id, packet, [this, id, with_will, hang_up] { drop(id, hang_up, with_will); });
    links_[id].mute = true;
    if (hang_up) return;
    links_[id].hung_up = true;
    history_.fin(id);
}

void PaperBroker::subscribe(sim::ConnectionId id) {
    static const std::vector<std::string> filters{"#", "w/#", "w/+", "w/1", "p/#", "p/0"};
    mqtt::Subscription wanted;
    wanted.filter = filters[draw(filters.size())];
    wanted.qos = static_cast<Qos>(draw(3));
    if (version_ == Version::v5_0) {
        wanted.retain_as_published = chance(30);
        wanted.no_local = chance(20);
        const bool shared = chance(20);
        if (shared) wanted.filter = "$share/g/p/#";
        if (shared) wanted.no_local = false;
        if (chance(50)) wanted.retain_handling = static_cast<std::uint8_t>(draw(3));
    }
    if (chance(15)) {
        mqtt::Unsubscribe packet;
        packet.packet_id = packet_id_++;
        packet.filters = {wanted.filter};
        up(id, packet, [this, id, packet] { release(id, packet); });
        return;
    }
    mqtt::Subscribe packet;
    packet.packet_id = packet_id_++;
    packet.subscriptions = {wanted};
    if (version_ == Version::v5_0 && chance(50)) {
        packet.properties.add(PropertyId::subscription_identifier, 1 + draw(4));
    }
    up(id, packet, [this, id, packet] { grant(id, packet); });
}

}  // namespace breakwire::scenarios
