#pragma once

#include <string>
#include <string_view>

namespace breakwire::reports {

/// `text` in zlib's format (RFC 1950) at its best level, as base64 (RFC 4648 section 4): what a
/// browser's DecompressionStream("deflate") unpacks, safe within HTML.
std::string pack(std::string_view text);

}  // namespace breakwire::reports
