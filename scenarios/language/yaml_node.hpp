#pragma once

#include <optional>
#include <string>

#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"

namespace breakwire::scenarios {

/// Turns one YAML document into a Node in which every value and key has its place.
///
/// Aliases stand for what their anchor named, with the places of the anchor, and `<<` adds the
/// entries of other mappings that are not there yet. Keys that are there twice are both kept, so
/// that whoever reads the mapping can say so. Nothing after a mistake: text that is no YAML,
/// several documents, none, tabs in the indentation, keys that are no words.
std::optional<Node> read_yaml(const std::string& text, const std::string& file, Mistakes& mistakes);

}  // namespace breakwire::scenarios
