#pragma once

#include <CLI/CLI.hpp>

#include "harness/cli/cases.hpp"

namespace breakwire::harness {

/// Adds the options that choose among cases, the same for every command that has cases.
void add_filter(CLI::App& command, CaseFilter& filter);

}  // namespace breakwire::harness
