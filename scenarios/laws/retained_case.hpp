#pragma once

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/broker_calm.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/inflight.hpp"
#include "scenarios/laws/retained_rules.hpp"
#include "scenarios/laws/retained_store.hpp"

namespace breakwire::scenarios {

/// What the parts of the retained law share: the state of one case.
struct RetainedCase {
    explicit RetainedCase(const LawContext& context)
        : traits(context.traits),
          book(3 * context.traits.promptness, inflight_limit(context.broker.limits)),
          rights(context.broker.acl, context.traits.promptness),
          rules(retained_rules()) {}

    BrokerTraits traits;
    ConnectionBook book;
    BrokerCalm calm;
    AccessRights rights;
    Agenda agenda;
    RuleBook<RetainedRule> rules;
    RetainedStore store;
    /// Every message is known that may have been sent with the retain flag.
    bool all_known = false;
    std::unordered_set<MessageKey> willed;  ///< the content of wills

    /// `text` goes on from the client's name: "'pump' got ...".
    void judge(bool obeyed, RetainedRule rule, const Connection& connection,
               const std::string& text, Instant at, std::vector<std::uint64_t> evidence) {
        const mqtt::Version version = connection.connect.version;
        if (obeyed) return rules.held(rule, version);
        rules.violated(rule, version, connection.name() + ' ' + text, at, std::move(evidence));
    }
};

}  // namespace breakwire::scenarios
