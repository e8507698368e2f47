#pragma once

#include <string>
#include <vector>

#include "harness/bench/bench_file.hpp"

namespace breakwire::harness {

/// Tries the boards of a bench: opens every line, gives power or pulses the reset, waits for the
/// boot line, reads the identity, and says where the broker would be. Prints a line for each.
///
/// `names`: which boards; all if there are none. Needs SystemC's `sc_main` around it. Returns the
/// exit code: that of the surroundings if a board is not as the bench says. Throws ConfigError if
/// there is no board of a name.
int check_boards(const BenchFile& bench, const std::vector<std::string>& names);

/// The same for one board, onto which the firmware in the file `image` is brought before. Throws
/// ConfigError if there is no such board or file, or the board has no `flash`.
int flash_board(const BenchFile& bench, const std::string& name, const std::string& image);

}  // namespace breakwire::harness
