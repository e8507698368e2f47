#pragma once

#include "harness/shell/completion.hpp"

namespace breakwire::harness {

/// What the values are that options of `breakwire` are declared with: cases, tags, drivers,
/// topics... Scenarios with mistakes have no cases; nothing here throws or tells of them.
ValueKinds value_kinds();

}  // namespace breakwire::harness
