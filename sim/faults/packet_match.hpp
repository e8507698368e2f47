#pragma once

#include <map>
#include <set>

#include "sim/base/luck.hpp"
#include "sim/faults/packet_criteria.hpp"

namespace breakwire::sim {

/// What `nth` and `every` count over.
enum class CountOver { connection, session, client, fault };

/// From when on `after` and `within` count.
enum class TimeFrom { fault, connection };

/// Chooses packets: by what they are, by when they come, by counting those, then by luck.
///
/// `is_will` knows wills by what the CONNECTs of all devices it concerns have said: a PUBLISH with
/// such a topic and payload is taken for the will, whoever wrote it.
///
/// `after_packet` opens the door: what comes on a connection behind a packet that fits it. `after`
/// and `within` are durations since the fault came into force, or with `since: connection` since
/// the device dialled: from `after` on, and before `within`.
///
/// `nth: 3` takes the third of these, `every: 3` the third, sixth and so on. Both start anew with
/// each connection; with `per: session` they go on over the connections of one session, with
/// `per: client` over those of one client identifier, with `per: fault` over all connections the
/// fault concerns. A session begins with a connection that
/// asks for a clean one, or follows a clean one of 3.1.1, and goes on with others of the same
/// client identifier. Luck is drawn for each packet by its ordinal, so a rule that takes more draws
/// nothing else for the rest. `times` ends it after so many packets were taken, on all connections
/// together, so `{type: publish, nth: 1, times: 1}` spares the device's next connection.
class PacketMatch : public PacketCriteria {
public:
    static Fields<PacketMatch> fields();
    void validate(const Places& at) const;

    /// To be asked about every packet, in order: counts it and tells whether it is taken. `ordinal`
    /// and `luck` are those of `Fault::on_packet`.
    bool take(const PacketInFlight& packet, const Luck& luck, std::uint64_t ordinal);

private:
    /// A client identifier's session, as far as its connections tell.
    struct Session {
        ConnectionId connection = 0;  ///< the latest
        std::uint64_t number = 0;     ///< counts the sessions of all client identifiers
        bool ends_with_it = false;
    };

    bool in_time(const PacketInFlight& packet) const;
    bool counts_to(std::uint64_t count) const;
    std::uint64_t counter_of(const PacketInFlight& packet);
    void follow_session(const PacketInFlight& packet);
    void learn_will(const PacketSeen& seen);
    bool fits_will(const PacketSeen& seen) const;

    std::optional<bool> is_will_;
    std::optional<PacketCriteria> after_packet_;
    std::optional<Duration> after_;
    std::optional<Duration> within_;
    TimeFrom since_ = TimeFrom::fault;
    std::optional<std::uint64_t> nth_;
    std::optional<std::uint64_t> every_;
    CountOver per_ = CountOver::connection;
    std::optional<double> probability_;
    std::optional<std::uint64_t> times_;

    std::set<std::pair<std::string, Bytes>> wills_;  ///< topics and payloads
    std::set<ConnectionId> opened_;                  ///< those on which `after_packet` has come
    std::map<std::string, Session> sessions_;
    std::uint64_t session_count_ = 0;
    std::map<std::string, std::uint64_t> clients_;    ///< numbered as they come, from 1
    std::map<std::uint64_t, std::uint64_t> fitting_;  ///< by connection, session, client, or 0
    std::uint64_t taken_ = 0;
};

}  // namespace breakwire::sim

template <>
struct breakwire::EnumNames<breakwire::sim::CountOver> {
    static std::vector<std::pair<std::string, sim::CountOver>> names() {
        return {{"connection", sim::CountOver::connection},
                {"session", sim::CountOver::session},
                {"client", sim::CountOver::client},
                {"fault", sim::CountOver::fault}};
    }
};

template <>
struct breakwire::EnumNames<breakwire::sim::TimeFrom> {
    static std::vector<std::pair<std::string, sim::TimeFrom>> names() {
        return {{"fault", sim::TimeFrom::fault}, {"connection", sim::TimeFrom::connection}};
    }
};
