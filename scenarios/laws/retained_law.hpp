#pragma once

#include "scenarios/laws/retained_readers.hpp"
#include "scenarios/laws/retained_writers.hpp"

namespace breakwire::scenarios {

/// The last message that a topic retains: who gets it, who does not, and with which flag.
///
/// A new subscription brings the last message of each topic it matches, as its Retain Handling says
/// and where the ACL permits; an empty message clears a topic; what comes to a standing
/// subscription has no retain flag unless it asked for flags as published. Unknown are topics whose
/// last message nobody can tell (two at once, one without acknowledgement, a will that may be out),
/// what a broker knows after its death, messages with an expiry that did not come, and whatever the
/// ACL forbade at some time.
///
/// Costs O(1) for each message and O(topics) for each subscription. Source: 3.1.1 and 5.0, sections
/// 3.3.1.3 and 3.8.
class RetainedLaw final : public Law {
public:
    explicit RetainedLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& rules, Instant at) override {
        case_.rights.change(rules, at);
    }
    std::vector<LawFinding> finish(Instant end) override;

private:
    void broker(sim::BrokerState state, Instant at);
    void packet(Connection* connection, const sim::PacketSeen& seen, const sim::Event& event);
    void up(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);
    void down(Connection& connection, const sim::PacketSeen& seen, const sim::Event& event);

    RetainedCase case_;
    RetainedWriters writers_;
    RetainedReaders readers_;
    bool started_ = false;
};

}  // namespace breakwire::scenarios
