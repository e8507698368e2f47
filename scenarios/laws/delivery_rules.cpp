#include "scenarios/laws/delivery_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule delivery_rule_list[] = {
    {"v311/4.5.0-1", "v5/4.5.0-1", "what was acknowledged at QoS 1 or 2 reaches every subscriber"},
    {"v311/3.1.2-5", "v5/4.5.0-1",
     "what came while a subscriber was away reaches him when he is back"},
    {"v311/4.3.3-2", "v5/4.3.3-10", "a message at QoS 2 is delivered once"},
    {"BW-DEL-1", "BW-DEL-1", "a message at QoS 0 is delivered at most once"},
    {"BW-DEL-2", "BW-DEL-2", "what is delivered was published, with that topic and payload"},
    {"v311/4.6.0-6", "v5/4.6.0-5", "one publisher's messages of a topic and QoS keep their order"},
    {nullptr, "v5/3.8.3-3", "who asked for No Local does not get his own messages"},
    {"v311/3.10.4-2", "v5/3.10.4-2", "nothing is added for a filter that was given up"},
    {"v311/3.3.2-3", "v5/3.3.2-3", "the topic of a delivery matches a filter of its reader"},
    {"v311/3.8.4-6", "v5/3.8.4-8",
     "a message is delivered at no more than its QoS and the granted"},
    {nullptr, "BW-DEL-3", "no matching subscribers (0x10) is said only where there are none"},
};

static_assert(std::size(delivery_rule_list) ==
              static_cast<std::size_t>(DeliveryRule::readers_counted) + 1);

}  // namespace

std::span<const Rule> delivery_rules() { return delivery_rule_list; }

}  // namespace breakwire::scenarios
