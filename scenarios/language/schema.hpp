#pragma once

#include "scenarios/language/load.hpp"

namespace breakwire::scenarios {

/// JSON Schema (draft 2020-12) of a whole scenario file, made from the declarations that read it,
/// for editors: what it accepts beyond a reading are names that exist nowhere.
nlohmann::json scenario_schema(const Kinds& kinds);

}  // namespace breakwire::scenarios
