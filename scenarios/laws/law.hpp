#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/broker_section.hpp"
#include "scenarios/broker_traits.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// What laws know besides the record.
struct LawContext {
    BrokerSection broker;
    BrokerTraits traits;
    /// Devices that do what the scenario tells them, right or wrong.
    std::vector<std::string> puppets{};
    /// Devices that are recorded at the far end of their link: what they say a while after they
    /// said it, if it got there at all, and what they are told before they hear it.
    std::vector<std::string> behind_links{};
};

/// One breach, with the numbers of the events that prove it.
struct Violation {
    std::string id;  ///< the sentence broken: "v311/3.1.2-8", "BW-ACL-1"
    std::string text;
    Instant at{};
    std::vector<std::uint64_t> evidence;
};

/// What a law found about one sentence over a whole case.
struct LawFinding {
    std::string id;
    std::string statement;  ///< the sentence in our own words
    std::uint64_t held = 0;
    std::vector<Violation> violations;  ///< neither held nor violated: not exercised
};

/// An invariant of the standard, judged on every run from the wire record. Sound: it says
/// *violated* only where the record proves it; broker death, cut acknowledgements and documented
/// limits make a matter unknown, not a violation.
class Law {
public:
    virtual ~Law() = default;
    virtual void see(const sim::Event& event) = 0;
    /// Another ACL is in force from about `at`, as the broker was told to reload at that instant.
    virtual void acl_changed(const std::vector<AclRule>& /*rules*/, Instant /*at*/) {}
    /// The case is over at `end`. Returns a finding for every sentence this law judges.
    virtual std::vector<LawFinding> finish(Instant end) = 0;
};

/// The table of all laws; a fresh set for each case.
std::vector<std::unique_ptr<Law>> make_laws(const LawContext& context);

/// The case is over at `end`: what all of them found, one finding for each sentence, though several
/// laws may judge the same one.
std::vector<LawFinding> finish_laws(const std::vector<std::unique_ptr<Law>>& laws, Instant end);

}  // namespace breakwire::scenarios
