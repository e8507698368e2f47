#pragma once

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/kept_session.hpp"
#include "scenarios/laws/session_rules.hpp"

namespace breakwire::scenarios {

/// Session Present tells the truth, sessions last as long as they must and no longer, and who
/// resumes one gets again what he has not acknowledged: the same packet ids, DUP set.
///
/// What a broker still knows after it died, which of two connections made at once has the session,
/// and what a client acknowledged just before it was cut off are unknown. That a session was never
/// there is known only of a broker whose start is in the record. Messages that may expire, that an
/// ACL may forbid by now or that may be too long are not missed.
/// Source: 3.1.1 sections 3.1.2.4, 3.2.2.2, 4.1, 4.4; 5.0 sections 3.1.2.4, 3.2.2.1.1, 4.1, 4.4.
class SessionLaw final : public Law {
public:
    explicit SessionLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& /*rules*/, Instant /*at*/) override {
        acl_changed_ = true;
    }
    std::vector<LawFinding> finish(Instant end) override;

private:
    void packet(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event);
    void up(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event);
    void accepted(Connection& connection, bool present, const sim::Event& event);
    void judge_present(const Connection& connection, const KeptSession* kept, bool present,
                       const sim::Event& event);
    void judge_stored(const Connection& connection, const KeptSession& kept, bool present,
                      const sim::Event& event);
    void ended(const Connection& connection, const sim::ConnectionSeen& seen, Instant at);
    void broker(sim::BrokerState state);

    void expect_again(const Connection& connection, const KeptSession& kept);
    void missing(sim::ConnectionId id, std::uint16_t packet_id, std::uint64_t first, Instant since);
    void published(const Connection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);
    void sent_again(const Connection& connection, KeptSession& kept, Unfinished& known,
                    const mqtt::Publish& publish, const sim::Event& event);
    void finished(const Connection& connection, std::uint16_t packet_id);
    void judge(bool obeyed, SessionRule rule, const Connection& connection, const std::string& text,
               const sim::Event& event);

    /// The session that the connection owns; null if another one has it by now.
    KeptSession* owned(const Connection& connection);

    BrokerTraits traits_;
    std::size_t inflight_;
    ConnectionBook book_;
    BrokerCalm calm_;
    Agenda agenda_;
    RuleBook<SessionRule> rules_;
    bool start_seen_ = false;
    bool acl_changed_ = false;
    std::unordered_map<std::string, KeptSession> sessions_;  ///< by client id
    std::unordered_map<sim::ConnectionId, Instant> left_;    ///< when the client said it leaves
};

}  // namespace breakwire::scenarios
