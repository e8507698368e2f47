#pragma once

#include <string>

#include "sim/base/node.hpp"

namespace breakwire::scenarios {

/// A scenario as a file that reads well and that `read_yaml` turns into the same again: sections
/// one below the other in the usual order, devices and steps a line each, or more where a line
/// would be too long. Words that YAML would take for something else are in quotes.
std::string yaml_text(const Node& scenario);

/// A value on one line: `{rst: {device: pump}, for: 5s}`.
std::string yaml_in_line(const Node& value);

}  // namespace breakwire::scenarios
