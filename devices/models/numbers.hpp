#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace breakwire::devices {

/// Reads "21.5" or "1e3", nothing around it; infinities and the like are no numbers here.
std::optional<double> parse_number(std::string_view text);

/// `value` with so many decimals and a point; never "-0.00".
std::string to_fixed(double value, unsigned decimals);

}  // namespace breakwire::devices
