#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "scenarios/language/parameters.hpp"

namespace breakwire::harness {

/// Adds `--set NAME=VALUE[,VALUE...]`, which may be given several times.
void add_set(CLI::App& command, scenarios::ParameterSettings& set);

/// Reads "keep_alive=10s,20s" into `set`; a comma that belongs to a value stands behind a
/// backslash. Returns what is wrong, or an empty text.
std::string parse_set(const std::string& text, scenarios::ParameterSettings& set);

/// What one would type: the inverse of `parse_set`.
std::string set_option(const std::string& name, const std::vector<std::string>& values);

}  // namespace breakwire::harness
