#pragma once

#include <optional>
#include <string_view>

#include "sim/mqtt/decode_error.hpp"
#include "sim/mqtt/version.hpp"

namespace breakwire::mqtt {

/// Whether `topic` holds a character that only filters may have
/// ([MQTT-4.7.0-1]; 3.1.1 [MQTT-4.7.1-1]).
bool has_wildcard(std::string_view topic);

/// Whether `filter` asks for a shared subscription (5.0 section 4.8.2).
bool is_shared(std::string_view filter);

/// The first rule that a topic filter breaks; 5.0 looks into `$share/NAME/FILTER`, to 3.1.1 that is
/// a filter like any other. Source: section 4.7.1 and 4.7.3 of both versions, 5.0 section 4.8.2.
std::optional<Malformed> find_filter_mistake(std::string_view filter, Version version);

}  // namespace breakwire::mqtt
