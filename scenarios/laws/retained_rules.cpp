#include "scenarios/laws/retained_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule retained_rule_list[] = {
    {"v311/3.3.1-5", "v5/3.3.1-5", "a retained message takes the place of the one before it"},
    {"v311/3.3.1-6", "v5/3.3.1-9", "a new subscription brings the retained messages it matches"},
    {nullptr, "v5/3.3.1-10", "Retain Handling 1 brings them only if the subscription is new"},
    {nullptr, "v5/3.3.1-11", "Retain Handling 2 brings none"},
    {"v311/3.3.1-8", "BW-RETAINED-1",
     "a message that a new subscription brings has the retain flag set"},
    {"v311/3.3.1-9", "v5/3.3.1-12",
     "a message that comes to a standing subscription has the retain flag clear"},
    {nullptr, "v5/3.3.1-13", "with Retain As Published the retain flag is passed on as it came"},
    {"v311/3.3.1-10", "v5/3.3.1-6", "an empty retained message clears what its topic holds"},
    {"v311/3.3.1-11", "v5/3.3.1-7", "an empty message is never retained"},
    {"v311/3.3.1-12", "v5/3.3.1-8", "a message without the retain flag is not retained"},
    {"v311/3.8.4-6", "v5/3.8.4-8",
     "a retained message comes at the lower of its own QoS and the granted one"},
};

static_assert(std::size(retained_rule_list) == static_cast<std::size_t>(RetainedRule::quality) + 1);

}  // namespace

std::span<const Rule> retained_rules() { return retained_rule_list; }

}  // namespace breakwire::scenarios
