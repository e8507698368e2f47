#pragma once

#include "scenarios/laws/will_debts.hpp"

namespace breakwire::scenarios {

/// Follows how connections end, and says from it when their wills may and when they must be out.
///
/// | what the broker tap shows | will may be published | will must be out |
/// |---|---|---|
/// | FIN or RST to the broker | at once | within promptness |
/// | FIN or RST from the broker, no DISCONNECT before | a little before | within promptness |
/// | malformed bytes, the broker's own DISCONNECT | at once | after the FIN or RST |
/// | silence | in the keep-alive window | by its end, plus promptness |
/// | DISCONNECT (5.0: 0x00) | no more | - |
/// | DISCONNECT with another reason (5.0) | at once | after the FIN or RST |
/// | another CONNECT of the client | `will_at_takeover` | after the FIN or RST |
/// | broker stopping, dead or paused | any time | unknown |
///
/// A will delay (5.0) comes on top.
class WillCauses {
public:
    WillCauses(WillCase& shared, WillDebts& debts) : case_(shared), debts_(debts) {}

    void packet_up(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event);
    void packet_down(const sim::PacketSeen& seen, const Connection& connection,
                     const sim::Event& event);
    void stray_bytes(const sim::BytesSeen& seen, Instant now);
    void transport(const sim::ConnectionSeen& seen, const Connection& connection,
                   const sim::Event& event);
    void broker(sim::BrokerState state, Instant now);

private:
    using Will = std::shared_ptr<WillRecord>;

    void greeted(const Connection& connection, const sim::Event& event);
    void answered(const Connection& connection, const sim::Event& event);
    void disconnected(const Will& will, const Connection& connection,
                      const mqtt::Disconnect& disconnect, const sim::Event& event);
    void cancel(const Will& will, const sim::Event& event);
    void disturbed(WillRecord& will, Instant from);
    void closed(const Will& will, bool by_broker, const std::string& cause,
                const sim::Event& event);
    void ended_without_will(const Connection& connection, Instant now);
    void reset_after_disconnect(const Will& will, Instant now);
    std::vector<Will> rivalled_by(const Connection& rival) const;
    void rival_asked(const Connection& rival);
    void rival_accepted(const Connection& rival, const sim::Event& event);
    void withdraw(const Will& will, const sim::Event& event, Instant would_be_out);

    void watch_silence(const Will& will, Instant when);
    void look_for_silence(const Will& will, Instant now);
    void broke_silence(WillRecord& will);
    void settle_at(const Will& will, Instant when);
    void settle(const Will& will, Instant now);
    void expect_quiet(MessageKey key, const std::string& sentence, Instant when);

    void stopping(Instant now);
    void paused(Instant now);
    void resumed(Instant now);

    WillCase& case_;
    WillDebts& debts_;
    bool paused_ = false;
    std::optional<Instant> resumed_at_;
};

}  // namespace breakwire::scenarios
