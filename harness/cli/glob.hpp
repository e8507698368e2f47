#pragma once

#include <string_view>

namespace breakwire::harness {

/// Whether all of `text` matches `pattern`, where `*` stands for any characters, `/` included, and
/// `?` for one. Brackets stand for themselves: they are part of case ids.
inline bool matches_glob(std::string_view text, std::string_view pattern) {
    if (pattern.empty()) return text.empty();
    const std::string_view rest = pattern.substr(1);
    if (pattern.front() == '*') {
        return matches_glob(text, rest) || (!text.empty() && matches_glob(text.substr(1), pattern));
    }
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
           matches_glob(text.substr(1), rest);
}

}  // namespace breakwire::harness
