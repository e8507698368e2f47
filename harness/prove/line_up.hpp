#pragma once

#include <vector>

#include "harness/cli/cases.hpp"
#include "scenarios/broker_lie.hpp"

namespace breakwire::harness {

/// The cases in which `lie` can be told, by their numbers among `cases`, those that are likely to
/// catch it first: those that cover a statement which it breaks, then those of a folder with the
/// name of its file, the rest, and at last the long ones (tag `soak`). Otherwise in their order.
std::vector<std::size_t> line_up(const scenarios::BrokerLie& lie, const std::vector<Case>& cases);

}  // namespace breakwire::harness
