#include "sim/base/errors.hpp"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <tuple>

namespace breakwire {

namespace {

std::string with_place(const Place& at, const std::string& message) {
    std::ostringstream out;
    out << at << ": error: " << message;
    return out.str();
}

}  // namespace

ConfigError::ConfigError(Place at, const std::string& message)
    : std::runtime_error(with_place(at, message)), at_(std::move(at)) {}

ConfigError::ConfigError(const std::string& message) : std::runtime_error("error: " + message) {}

void Mistakes::sort() {
    const auto order = [](const ConfigError& a, const ConfigError& b) {
        return std::tie(a.at().file, a.at().line, a.at().column) <
               std::tie(b.at().file, b.at().line, b.at().column);
    };
    const auto same = [](const ConfigError& a, const ConfigError& b) {
        return std::strcmp(a.what(), b.what()) == 0;
    };
    std::stable_sort(found_.begin(), found_.end(), order);
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
}

}  // namespace breakwire
