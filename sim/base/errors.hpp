#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/place.hpp"

namespace breakwire {

/// A mistake in something the user wrote; what() is "file:line:column: error: message".
/// Exit code 2.
class ConfigError : public std::runtime_error {
public:
    ConfigError(Place at, const std::string& message);
    /// For what has no place in a file, such as a command-line flag: "error: message".
    explicit ConfigError(const std::string& message);

    const Place& at() const noexcept { return at_; }

private:
    Place at_;
};

/// The surroundings do not allow the run: port taken, broker binary absent, disk full. Exit code 3.
class EnvironmentError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Collects every mistake of a reading, so that one run lists them all.
class Mistakes {
public:
    void add(Place at, const std::string& message) { found_.emplace_back(std::move(at), message); }

    bool empty() const { return found_.empty(); }
    std::size_t count() const { return found_.size(); }
    const std::vector<ConfigError>& found() const { return found_; }

    /// In the order of the file, each place and message once.
    void sort();

private:
    std::vector<ConfigError> found_;
};

}  // namespace breakwire
