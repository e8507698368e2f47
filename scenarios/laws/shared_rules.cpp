#include "scenarios/laws/shared_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule shared_rule_list[] = {
    {nullptr, "BW-SHARED-1", "a shared subscription brings no retained messages"},
    {nullptr, "BW-SHARED-2", "a message goes to one member of a shared subscription"},
    {nullptr, "BW-SHARED-3", "a message reaches a shared subscription whose members are there"},
    {nullptr, "v5/4.8.2-3", "a member gets messages at no more than the QoS granted to it"},
    {nullptr, "v5/4.8.2-5", "a message at QoS 2 goes to nobody but the member that it went to"},
    {nullptr, "v5/4.8.2-6", "a message that a member refuses goes to no other"},
};

static_assert(std::size(shared_rule_list) ==
              static_cast<std::size_t>(SharedRule::refused_goes_nowhere) + 1);

}  // namespace

std::span<const Rule> shared_rules() { return shared_rule_list; }

}  // namespace breakwire::scenarios
