#pragma once

#include <string_view>

namespace breakwire {

/// Writes all of `text` to a descriptor, after signals as well. Returns false, and `errno` says
/// why, if that cannot be; a part may be written then.
bool write_all(int descriptor, std::string_view text);

}  // namespace breakwire
