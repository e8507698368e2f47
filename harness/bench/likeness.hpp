#pragma once

#include <optional>

#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"

namespace breakwire::harness {

/// The section of a board with what it takes from the board that its `like` names, which may be
/// like a third one. Keys that are typed here count; of lines, power, expect and tags, entry by
/// entry. What is taken has the places at which it was typed there. Nothing, after a mistake, if
/// there is no such board or boards are like each other.
std::optional<Node> with_likeness(const Node::Entry& board, const Node& boards, Mistakes& mistakes);

}  // namespace breakwire::harness
