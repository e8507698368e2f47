#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace breakwire {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// The octets of `text`, borrowed: valid as long as `text` is.
inline ByteView as_bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline Bytes to_bytes(std::string_view text) {
    const ByteView view = as_bytes(text);
    return {view.begin(), view.end()};
}

inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

/// The octets as they are, in a string; no claim that they are UTF-8.
inline std::string to_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Two lower-case digits an octet, no separators: "30050003612f62".
std::string to_hex(ByteView bytes);

/// Reads what `to_hex` writes; upper case and blanks between octets are accepted as well.
/// Nothing if a digit is not hexadecimal or an octet is cut in half.
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace breakwire
