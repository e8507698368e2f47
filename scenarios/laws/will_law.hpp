#pragma once

#include "scenarios/laws/will_causes.hpp"
#include "scenarios/laws/will_deliveries.hpp"

namespace breakwire::scenarios {

/// Every will is published exactly once if its connection ended without a DISCONNECT that cancels
/// it, never otherwise; with the right content, in the time its cause allows, to those who may read
/// it and only if its author may write it.
///
/// Judges what subscribers see at the broker tap. A missing will is proved by a healthy reader
/// whose subscription stood before the will could be out. Where the broker died, was paused, was
/// held up by flow control, or another message had the same topic and payload, the matter is
/// unknown. Source: 3.1.1 sections 3.1.2.5, 3.1.4 and 3.14.4; 5.0
/// sections 3.1.2.5, 3.1.3.2.2, 3.1.4, 3.14.4.
class WillLaw final : public Law {
public:
    explicit WillLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& rules, Instant at) override;
    std::vector<LawFinding> finish(Instant end) override;

private:
    void packet(const sim::PacketSeen& seen, Connection& connection, const sim::Event& event);

    WillCase case_;
    WillRetained retained_;
    WillDebts debts_;
    WillDeliveries deliveries_;
    WillCauses causes_;
};

}  // namespace breakwire::scenarios
