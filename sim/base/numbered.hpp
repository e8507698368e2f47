#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/node.hpp"

namespace breakwire {

/// `text` with `number` for each `{n}`, the number of a device in its fleet. `{{n}}` becomes `{n}`,
/// for whoever fills in that word later.
std::string numbered(std::string_view text, std::uint32_t number);

/// The same for every word of `node`, keys included. Places stay where it was typed.
Node numbered(const Node& node, std::uint32_t number);

/// Whether a number makes a difference to some word of `node`.
bool takes_number(const Node& node);
bool takes_number(std::string_view text);

}  // namespace breakwire
