#pragma once

#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/laws/connection.hpp"
#include "scenarios/laws/message_key.hpp"
#include "scenarios/laws/will_window.hpp"

namespace breakwire::scenarios {

/// A delivery that was laid to a will.
struct Laid {
    std::uint64_t event = 0;
    Instant at{};
};

/// One will, from its CONNECT until it is decided.
struct WillRecord {
    MessageKey key = 0;
    mqtt::Will content;
    WillTerms terms;
    Identity author;
    sim::ConnectionId connection = 0;
    std::uint64_t connect_event = 0;
    Instant connect_at{};

    bool accepted = false;
    bool closed = false;              ///< its connection is over
    bool cancelled = false;           ///< by a DISCONNECT
    bool despite_disconnect = false;  ///< DISCONNECT 0x04 and its like ask for it (5.0)
    bool taken_over = false;          ///< another connection asked to go on with its session
    bool doubtful = false;            ///< nobody can say whether it is owed
    sim::ConnectionId rival = 0;      ///< another connection of the client, without its CONNACK yet
    bool disturbed = false;           ///< something gave the broker a reason to close
    std::optional<Instant> may_from;  ///< from then on the broker may have published it
    std::optional<Instant> due_by;    ///< by then every reader has it
    std::optional<Instant> silent_since;  ///< the last packet, once silence has opened the window
    std::string cause;                    ///< "RST at 3.200 s"
    std::uint64_t cause_event = 0;

    std::map<sim::ConnectionId, Laid> seen_by;  ///< by reader
    /// Readers that got another payload on its topic, one that nobody ever sent.
    std::map<sim::ConnectionId, std::uint64_t> garbled;

    bool open(Instant now) const { return may_from && *may_from <= now; }
};

/// How the last decided will of an account ended, for saying what is wrong with one too many.
enum class WillEnd { none, published, cancelled, withdrawn, refused };

/// What reached one reader.
struct Received {
    /// How many messages that needs: a delivery counts as the share that one copy has of all the
    /// copies a message may come in.
    double messages = 0;
    Instant last_at{};
    std::uint16_t last_packet_id = 0;
};

/// Everything about one topic and payload that some will of the case has.
struct Account {
    MessageKey key = 0;
    std::string topic;
    std::list<std::shared_ptr<WillRecord>> wills;  ///< not decided yet
    std::vector<Instant> published;  ///< when those were decided that may have been published
    std::uint64_t breaches = 0;
    bool uniform = true;    ///< all its wills had the same QoS and retain flag
    bool retained = false;  ///< one of them had the retain flag
    mqtt::Will content;     ///< of the first will
    std::map<sim::ConnectionId, Received> received;

    mqtt::Version last_version{};
    std::optional<std::string> last_client;
    WillEnd last_end = WillEnd::none;
    std::uint64_t last_event = 0;
    Instant last_at{};
};

/// The ordinary PUBLISH packets of one topic and payload, from anybody, as handed to the broker.
struct Tally {
    std::uint64_t count = 0;
    bool retained = false;
};

/// All wills of the case and what else could be taken for one.
///
/// Keeps a record for each undecided will, an account for each distinct will, and 16 octets for
/// each distinct ordinary message, since a will that comes later may equal it.
class WillLedger {
public:
    std::shared_ptr<WillRecord> offer(const Connection& connection);
    void tally(MessageKey key, bool retain);

    /// The undecided will of a connection; null if there is none.
    std::shared_ptr<WillRecord> of(sim::ConnectionId connection) const;
    Account* account(MessageKey key);
    Account& account_of(const WillRecord& will) { return *account(will.key); }
    Tally ordinary(MessageKey key) const;
    /// Whether anybody ever sent or willed this message.
    bool known(MessageKey key) const { return accounts_.contains(key) || tallies_.contains(key); }
    /// Undecided wills on a topic, whatever their payload.
    std::vector<std::shared_ptr<WillRecord>> on_topic(const std::string& topic);
    std::vector<std::shared_ptr<WillRecord>> undecided() const;
    std::vector<std::shared_ptr<WillRecord>> undecided_of(const std::string& client_id) const;
    /// CONNACK may name the author and change the terms.
    void accept(WillRecord& will, const Connection& connection);

    /// The account of the last decided will of a client; null if it had none.
    Account* former_of(const std::string& client_id);
    void decide(const WillRecord& will, WillEnd how, std::uint64_t event, Instant at);
    /// The broker died: what it publishes after a restart depends on what it had saved.
    void broker_died(Instant at);

private:
    std::unordered_map<MessageKey, Account> accounts_;
    std::unordered_map<MessageKey, Tally> tallies_;
    std::unordered_map<std::string, std::vector<MessageKey>> keys_of_topic_;
    std::map<sim::ConnectionId, std::shared_ptr<WillRecord>> by_connection_;
    std::unordered_map<std::string, std::set<sim::ConnectionId>> by_client_;
    std::unordered_map<std::string, MessageKey> former_;
};

/// How many messages with the account's content `reader` may have got by `now`, copies apart.
std::uint64_t messages_allowed(const Account& account, const Tally& ordinary,
                               const Connection& reader, Instant now);

/// An open will of the account that `reader` has not got yet and must get, the one due first; null
/// if there is none. Giving each delivery to the will due first satisfies as many as can be
/// satisfied. A doubtful will needs none, so it takes none from others.
std::shared_ptr<WillRecord> awaited(const Account& account, sim::ConnectionId reader, Instant now);

/// Lays to `will` a delivery to `reader` that a will due later has got, if there is one in time for
/// it: which will a delivery was for shows only when all that were open are known.
bool reclaim(Account& account, WillRecord& will, sim::ConnectionId reader);

/// `will` does not need its delivery to `reader` after all: another may.
void pass_on(Account& account, const WillRecord& will, sim::ConnectionId reader);

}  // namespace breakwire::scenarios
