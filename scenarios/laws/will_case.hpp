#pragma once

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/findings.hpp"
#include "scenarios/laws/will_ledger.hpp"

namespace breakwire::scenarios {

/// What the parts of the will law share: the state of one case.
struct WillCase {
    explicit WillCase(const LawContext& context);

    BrokerTraits traits;
    ConnectionBook book;
    WillLedger ledger;
    AccessRights rights;
    Agenda agenda;
    Findings findings;

    /// Whether somebody healthy would get a message on `topic`.
    bool watched(const std::string& topic);
    /// "will of 'thermometer' on plant/1/state".
    static std::string name(const WillRecord& will);
};

}  // namespace breakwire::scenarios
