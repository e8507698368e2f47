#pragma once

#include <deque>
#include <map>
#include <random>
#include <set>

#include "scenarios/laws/law_history.hpp"

namespace breakwire::scenarios {

/// A broker on paper with a handful of restless clients: tells a random history in which everything
/// is legal, for testing that laws find nothing in it.
///
/// Clients come and go in every way there is, take each other over, fall silent, publish what
/// equals their wills; the broker is late within its traits, repeats QoS 1, closes connections of
/// its own accord, is paused, stopped and crashed. Which of these happen follows from the seed.
class PaperBroker {
public:
    explicit PaperBroker(std::uint64_t seed);

    /// Tells the whole history, three minutes of it. Call once.
    void run();

    const LawContext& context() const { return context_; }
    History& history() { return history_; }
    /// Places in `history().events()` of deliveries made for a will.
    const std::vector<std::size_t>& will_deliveries() const { return will_deliveries_; }

private:
    struct Subscribed {
        mqtt::Subscription options;
        TopicFilter filter;
        std::uint32_t identifier = 0;  ///< 0: none
    };
    struct Session {
        std::map<std::string, Subscribed> subscriptions;
        sim::ConnectionId link = 0;  ///< 0: nobody is there
        std::deque<std::pair<mqtt::Publish, bool>> queue;
        std::map<std::uint16_t, mqtt::Publish> unacknowledged;
        std::vector<std::uint16_t> order;  ///< in which `unacknowledged` went out
        std::set<std::uint16_t> released;  ///< those whose PUBREC came
        sim::ConnectionId last = 0;        ///< who had it last
        bool keeps = false;                ///< outlives its connection
    };
    struct Link {
        std::string client;
        mqtt::Connect connect;
        bool open = true;        ///< for the broker
        bool mute = false;       ///< the device says nothing more
        bool hung_up = false;    ///< and has ended the connection
        bool deaf = false;       ///< its socket is gone: nothing more reaches it
        bool dismissed = false;  ///< the broker is about to hang up of its own accord
        bool read = false;       ///< its CONNECT was processed
        Instant last{};          ///< when the broker last heard of it
        Instant last_down{};
    };
    using Action = std::function<void()>;
    /// From the broker's socket to the tap; twice this stays below the promptness of `History`.
    static constexpr Duration latency = 200ms;

    std::uint64_t draw(std::uint64_t below) { return random_() % below; }
    bool chance(unsigned percent) { return draw(100) < percent; }
    Duration upto(Duration most) {
        return Duration(draw(static_cast<std::uint64_t>(most.count())));
    }

    void at(Instant when, Action action);
    void soon(Duration most, Action action) { at(now() + upto(most), std::move(action)); }
    void broker_at(Instant when, Action action);
    void processed(Action action);
    Instant now() const { return history_.now(); }

    void make_rules();
    void client_acts();
    void arrive(const std::string& client);
    mqtt::Connect greeting(const std::string& client);
    void act(sim::ConnectionId id);
    void leave(sim::ConnectionId id);
    void lose(sim::ConnectionId id, bool hang_up);
    void say_goodbye(sim::ConnectionId id, bool with_will);
    void subscribe(sim::ConnectionId id);
    void publish(sim::ConnectionId id);
    void dress(mqtt::Publish& message);
    void ping(sim::ConnectionId id);
    void misfortune();

    void up(sim::ConnectionId id, mqtt::Packet packet, Action then);
    void send(sim::ConnectionId id, mqtt::Packet packet, bool from_will = false);
    void accept(sim::ConnectionId id);
    void grant(sim::ConnectionId id, const mqtt::Subscribe& packet);
    void replay(const std::string& client, const Subscribed& subscribed);
    bool count_down(mqtt::Publish& copy);
    void release(sim::ConnectionId id, const mqtt::Unsubscribe& packet);
    Session& open_session(sim::ConnectionId id, bool& present);
    void take_over(sim::ConnectionId old, const mqtt::Connect& rival);
    void settle_delayed(const std::string& client, const mqtt::Connect& rival);
    void watch_keep_alive(sim::ConnectionId id);
    void drop(sim::ConnectionId id, bool hang_up, bool with_will);
    void leave_will(sim::ConnectionId id);
    void publish_will(const Link& link);
    void spread(const mqtt::Publish& message, const std::string& author, bool will);
    void spread_to(const std::string& client, const mqtt::Publish& message,
                   const std::string& author, bool will);
    void share(const mqtt::Publish& message, bool will);
    void deliver(const std::string& client, Session& session, mqtt::Publish copy, bool will);
    void acknowledge(sim::ConnectionId id, const mqtt::Publish& copy);
    void reply(sim::ConnectionId id, mqtt::Packet packet, Action then);
    void finish(sim::ConnectionId id, std::uint16_t packet_id);
    void repeat(sim::ConnectionId id, Session& session);
    void published(sim::ConnectionId id, const mqtt::Publish& message);
    void say_farewell(sim::ConnectionId id, std::uint8_t reason);
    void leave_session(sim::ConnectionId id);
    void die(bool gracefully);
    void pause();

    bool allowed(Access access, const std::string& client, const std::string& topic) const;
    std::vector<sim::ConnectionId> living() const;

    mqtt::Version version_;
    History history_;
    LawContext context_;
    std::mt19937_64 random_;
    std::multimap<Instant, Action> agenda_;
    std::uint64_t life_ = 0;  ///< of the broker; what an earlier one meant to do is not done
    bool waits_for_release_ = false;  ///< passes messages at QoS 2 on at PUBREL
    bool paused_ = false;
    bool down_ = false;
    std::vector<Action> held_;
    sim::ConnectionId next_ = 1;
    std::uint16_t packet_id_ = 1;
    std::map<sim::ConnectionId, Link> links_;
    std::map<std::string, Session> sessions_;
    std::map<std::string, Link> delayed_;  ///< wills in their delay, by client
    std::map<std::string, mqtt::Publish> retained_;
    std::map<std::pair<std::string, Bytes>, Instant> born_;  ///< messages, by topic and payload
    std::vector<std::size_t> will_deliveries_;
};

}  // namespace breakwire::scenarios
