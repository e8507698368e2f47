#pragma once

#include <sstream>
#include <string>

#include "sim/base/errors.hpp"

namespace breakwire::scenarios {

/// "a.yaml:3:5".
inline std::string in_words(const Place& at) {
    std::ostringstream out;
    out << at;
    return out.str();
}

/// What a mistake says, without its place.
inline std::string message_of(const ConfigError& mistake) {
    const std::string before = in_words(mistake.at()) + ": error: ";
    return std::string(mistake.what()).substr(before.size());
}

}  // namespace breakwire::scenarios
