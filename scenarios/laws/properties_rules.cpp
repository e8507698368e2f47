#include "scenarios/laws/properties_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule properties_rule_list[] = {
    {nullptr, "v5/3.3.2-4", "the Payload Format Indicator is passed on as it came"},
    {nullptr, "v5/3.3.2-15", "the Response Topic is passed on as it came"},
    {nullptr, "v5/3.3.2-16", "Correlation Data is passed on as it came"},
    {nullptr, "v5/3.3.2-17", "user properties are passed on as they came"},
    {nullptr, "v5/3.3.2-18", "user properties keep their order"},
    {nullptr, "v5/3.3.2-20", "the Content Type is passed on as it came"},
    {nullptr, "v5/3.3.2-5", "a message that has expired is not delivered"},
    {nullptr, "v5/3.3.2-6", "a message comes with the Message Expiry Interval that is left of it"},
    {nullptr, "v5/3.3.4-3", "a message names the identifier of the subscription it comes for"},
    {nullptr, "v5/3.3.4-4", "a single copy names the identifiers of all subscriptions that match"},
    {nullptr, "v5/3.3.4-5", "of several copies each names the identifier of its own subscription"},
};

static_assert(std::size(properties_rule_list) ==
              static_cast<std::size_t>(PropertiesRule::own_identifier) + 1);

}  // namespace

std::span<const Rule> properties_rules() { return properties_rule_list; }

}  // namespace breakwire::scenarios
