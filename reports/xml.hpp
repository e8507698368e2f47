#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace breakwire::reports {

/// `text` as XML 1.0 character data or attribute value: markup is escaped, and what XML cannot hold
/// (control characters, octets that are not UTF-8) becomes U+FFFD.
std::string xml_text(std::string_view text);

/// `<name a="1" b="2"` without the closing bracket.
std::string xml_open(std::string_view name,
                     const std::vector<std::pair<std::string, std::string>>& attributes);

}  // namespace breakwire::reports
